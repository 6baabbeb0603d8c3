package exchange.api.faults;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.faults.Checker.Violation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checker finds what it is there to find, and finds nothing where nothing is. Mistakes that
 * only show in a long race are planted with {@code -Dfaults.rounds}, as in {@link FaultsIT}, and
 * {@code -Dfaults.only} picks them by name.
 */
@Tag("timed")
class MutantsIT {
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    cluster = Cluster.start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void pullOut() {
    Mutant.pullOut(cluster);
  }

  static Stream<Fault> faults() {
    return mutants().stream().map(Mutant::during).distinct();
  }

  static List<Mutant> mutants() {
    return Mutant.ALL.stream()
        .filter(each -> each.name().contains(System.getProperty("faults.only", "")))
        .filter(each -> each.during().quick() || Integer.getInteger("faults.rounds") != null)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theRealExchangePasses(Fault fault) throws Exception {
    assertThat(Round.run(cluster, fault, seed()).violations()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aMutantIsCaught(Mutant mutant) throws Exception {
    mutant.planting().plant(cluster);
    // A mistake that only shows in a race may well not show in one round.
    Round round = Round.run(cluster, mutant.during(), seed());
    for (int again = 0; again < 7 && !isCaught(mutant, round); again++) {
      round = Round.run(cluster, mutant.during(), seed());
    }
    assertThat(round.violations())
        .as("%s, -Dseed=%d", mutant.name(), round.seed())
        .extracting(Violation::promise)
        .contains(mutant.promise());
  }

  private static boolean isCaught(Mutant mutant, Round round) {
    return round.violations().stream().anyMatch(each -> each.promise() == mutant.promise());
  }

  private static long seed() {
    return Long.getLong("seed", System.nanoTime());
  }
}
