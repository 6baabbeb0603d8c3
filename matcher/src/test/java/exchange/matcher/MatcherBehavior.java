package exchange.matcher;

import static exchange.matcher.Markets.choice;
import static exchange.matcher.Markets.market;
import static exchange.matcher.Markets.request;
import static exchange.matcher.Markets.slot;
import static exchange.matcher.Markets.split;
import static exchange.matcher.Markets.withGoods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.core.matching.Matcher;
import exchange.core.matching.Matcher.Effort;
import exchange.core.matching.Matcher.Watcher;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Apart;
import exchange.core.matching.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every matcher promises. */
abstract class MatcherBehavior {
  static final Effort SMALL = new Effort(Duration.ofSeconds(20), 300, 7);

  abstract Matcher matcher();

  @Test
  void serves_a_request_by_its_cheapest_choice() {
    assertThat(
            choices(
                market(
                    List.of(slot(5), slot(5)),
                    request(100, choice(0, 0, 1, 5, 60), choice(1, 0, 1, 5, 40)))))
        .containsExactly(1);
  }

  @Test
  void counts_everybody_on_the_same_slot_together() {
    assertThat(
            choices(
                market(
                    List.of(slot(5)),
                    request(100, choice(0, 0, 1, 3, 10)),
                    request(90, choice(0, 0, 1, 3, 10)))))
        .containsExactly(0, -1);
  }

  @Test
  void one_stay_may_begin_on_the_day_another_ends() {
    assertThat(
            choices(
                market(
                    List.of(slot(5, 5, 5, 5)),
                    request(100, choice(0, 0, 2, 5, 10)),
                    request(100, choice(0, 2, 4, 5, 10)))))
        .containsExactly(0, 0);
  }

  @Test
  void stays_that_share_one_day_do_not_both_fit() {
    assertThat(
            choices(
                market(
                    List.of(slot(5, 5, 5)),
                    request(100, choice(0, 0, 2, 5, 10)),
                    request(90, choice(0, 1, 3, 5, 10)))))
        .containsExactly(0, -1);
  }

  @Test
  void looks_at_every_day_of_a_stay() {
    assertThat(choices(market(List.of(slot(5, 4, 5)), request(100, choice(0, 0, 3, 5, 10)))))
        .containsExactly(-1);
  }

  @Test
  void days_outside_the_window_of_a_slot_have_nothing_free() {
    assertThat(
            choices(
                market(
                    List.of(slot(5, 5)),
                    request(100, choice(0, -1, 1, 1, 10)),
                    request(100, choice(0, 1, 3, 1, 10)))))
        .containsExactly(-1, -1);
  }

  @Test
  void leaves_out_what_costs_more_than_its_budget() {
    assertThat(choices(market(List.of(slot(5)), request(100, choice(0, 0, 1, 5, 101)))))
        .containsExactly(-1);
  }

  @Test
  void splits_a_request_over_sites_so_that_the_parts_add_up() {
    assertThat(
            parts(
                market(
                    List.of(slot(5), slot(4), slot(9)),
                    split(
                        100,
                        9,
                        2,
                        choice(0, 0, 1, 5, 10),
                        choice(1, 0, 1, 3, 1),
                        choice(1, 0, 1, 4, 10),
                        choice(2, 0, 1, 9, 90)))))
        .containsExactly(List.of(0, 2));
  }

  @Test
  void splits_over_no_more_sites_than_may_be() {
    assertThat(
            parts(
                market(
                    List.of(slot(3), slot(3), slot(3)),
                    split(
                        100,
                        9,
                        2,
                        choice(0, 0, 1, 3, 1),
                        choice(1, 0, 1, 3, 1),
                        choice(2, 0, 1, 3, 1)))))
        .containsExactly(List.of());
  }

  @Test
  void keeps_goods_apart_that_may_not_share_a_site() {
    MatchingProblem beside =
        market(
            List.of(slot(9, 9, 9)),
            withGoods(1, request(100, choice(0, 0, 2, 1, 10))),
            withGoods(2, request(90, choice(0, 1, 3, 1, 10))),
            withGoods(3, request(80, choice(0, 1, 3, 1, 10))),
            withGoods(2, request(70, choice(0, 2, 3, 1, 10))));
    MatchingProblem problem =
        new MatchingProblem(beside.slots(), beside.candidates(), List.of(new Apart(2, 1)));
    assertThat(choices(problem)).containsExactly(0, -1, 0, 0);
  }

  @Test
  void works_when_there_is_nothing_to_match() {
    assertThat(choices(market(List.of()))).isEmpty();
    assertThat(choices(market(List.of(slot(1, 1))))).isEmpty();
    assertThat(choices(market(List.of(), request(5), request(7)))).containsExactly(-1, -1);
    assertThat(choices(market(List.of(slot(), slot(0)), request(5)))).containsExactly(-1);
  }

  @Test
  void stays_within_capacity_and_is_never_worse_than_leaving_all_out() {
    Random random = Seeds.random();
    for (int i = 0; i < 50; i++) {
      MatchingProblem problem = Markets.random(random, 30, 4, 20, 8);
      Plan plan = matcher().match(problem, SMALL, new Recorder()).plan();
      assertThat(Markets.feasible(problem, plan)).isTrue();
      assertThat(problem.cost(plan)).isLessThanOrEqualTo(Markets.costOfNothing(problem));
    }
  }

  @Test
  void gives_the_same_plan_for_the_same_problem_seed_and_steps() {
    MatchingProblem problem = Markets.random(new Random(3), 60, 5, 30, 10);
    Plan plan = matcher().match(problem, SMALL, new Recorder()).plan();
    assertThat(matcher().match(problem, SMALL, new Recorder()).plan()).isEqualTo(plan);
  }

  @Test
  void progress_never_goes_back_and_ends_with_the_plan() {
    MatchingProblem problem = Markets.random(new Random(4), 200, 5, 60, 20);
    Recorder recorder = new Recorder();
    Effort brief = new Effort(Duration.ofSeconds(1), Long.MAX_VALUE, 7);
    Plan plan = matcher().match(problem, brief, recorder).plan();
    assertThat(recorder.percents).isSorted().last().isEqualTo(100);
    assertThat(recorder.costs).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(recorder.costs).last().isEqualTo(problem.cost(plan));
    assertThat(recorder.matched).last().isEqualTo(plan.matched());
  }

  @Test
  void once_cancelled_it_ends_at_once_with_a_plan() {
    MatchingProblem problem = Markets.random(new Random(5), 200, 5, 60, 20);
    Recorder recorder =
        new Recorder() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    long began = System.nanoTime();
    Plan plan =
        matcher()
            .match(problem, new Effort(Duration.ofMinutes(5), Long.MAX_VALUE, 7), recorder)
            .plan();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
    assertThat(Markets.feasible(problem, plan)).isTrue();
  }

  @Test
  void what_the_watcher_throws_reaches_the_caller() {
    MatchingProblem problem = Markets.random(new Random(6), 200, 5, 60, 20);
    Watcher failing =
        (percent, bestCost, bound, matched) -> {
          throw new IllegalStateException("the watcher fell asleep");
        };
    assertThatThrownBy(
            () ->
                matcher()
                    .match(problem, new Effort(Duration.ofMinutes(5), Long.MAX_VALUE, 7), failing))
        .hasMessage("the watcher fell asleep");
  }

  private List<Integer> choices(MatchingProblem problem) {
    return parts(problem).stream().map(each -> each.isEmpty() ? -1 : each.get(0)).toList();
  }

  private List<List<Integer>> parts(MatchingProblem problem) {
    return matcher().match(problem, SMALL, new Recorder()).plan().choices();
  }

  static class Recorder implements Watcher {
    final List<Integer> percents = new ArrayList<>();
    final List<Long> costs = new ArrayList<>();
    final List<Integer> matched = new ArrayList<>();

    @Override
    public void progress(int percent, long bestCost, long bound, int matched) {
      percents.add(percent);
      costs.add(bestCost);
      this.matched.add(matched);
    }
  }
}
