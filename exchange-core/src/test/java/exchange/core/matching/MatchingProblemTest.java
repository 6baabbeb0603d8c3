package exchange.core.matching;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.MatchingProblem.Apart;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchingProblemTest {
  private static final LocalDate DAY = LocalDate.of(2027, 1, 1);

  /** Slots 0 and 1 are on one site, 2 and 3 on another, 4 on a third. */
  private static final List<Slot> SLOTS =
      IntStream.range(0, 5)
          .mapToObj(
              slot ->
                  new Slot(
                      new UUID(0, slot),
                      new UUID(1, slot / 2),
                      new CapacityProfile(DAY, new int[] {10, 10})))
          .toList();

  @Test
  void whatIsLeftAroundACandidateIsThatWhichItMeetsOverOthers() {
    List<Candidate> candidates = List.of(on(4), on(1, 2), on(0), on(3, 4), on(2), on());
    MatchingProblem problem = new MatchingProblem(SLOTS, candidates);
    assertThat(withChoices(problem.around(0))).containsExactly(0, 3);
    assertThat(withChoices(problem.around(4))).containsExactly(1, 4);
    assertThat(withChoices(problem.around(5))).isEmpty();
    assertThat(problem.around(4).candidates().get(4)).isEqualTo(candidates.get(4));
    assertThat(problem.around(4).candidates().get(0).unmatchedCost()).isEqualTo(100);
  }

  @Test
  void goodsThatMustLieApartMeetOnTheirSite() {
    List<Candidate> candidates = List.of(on(4), on(1, 2), on(0), on(4), on(2));
    MatchingProblem problem = new MatchingProblem(SLOTS, candidates, List.of(new Apart(1, 2)));
    assertThat(withChoices(problem.around(2))).containsExactly(1, 2, 4);
    assertThat(withChoices(problem.around(0))).containsExactly(0, 3);
  }

  private static List<Integer> withChoices(MatchingProblem problem) {
    return IntStream.range(0, problem.candidates().size())
        .filter(each -> !problem.candidates().get(each).choices().isEmpty())
        .boxed()
        .toList();
  }

  private static Candidate on(int... slots) {
    return new Candidate(
        UUID.randomUUID(),
        100,
        IntStream.of(slots)
            .mapToObj(slot -> new Choice(slot, new DateRange(DAY, DAY.plusDays(1)), 1, 10))
            .toList());
  }
}
