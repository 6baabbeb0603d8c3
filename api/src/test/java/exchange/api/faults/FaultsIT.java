package exchange.api.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever goes wrong, no promise is broken. {@code -Dfaults.rounds=20} is the long run, {@code
 * -Dfaults.only=Redis} picks faults by name, {@code -Dfaults.rush=} has the rush last so many
 * seconds, {@code -Dfaults.disk=} gives PostgreSQL more than {@code 1g} for it, and {@code -Dseed=}
 * replays a round.
 */
@Tag("timed")
class FaultsIT {
  private static final List<Round> ROUNDS = new ArrayList<>();
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    cluster = Cluster.start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
    System.out.println(Table.of(ROUNDS));
  }

  static Stream<Fault> faults() {
    return Faults.ALL.stream()
        .filter(fault -> fault.quick() || Integer.getInteger("faults.rounds") != null)
        .filter(fault -> cluster.hasSmallDisk() || !fault.name().startsWith("disk"))
        .filter(fault -> fault.name().contains(System.getProperty("faults.only", "")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void noPromiseIsBroken(Fault fault) throws Exception {
    for (int i = 0; i < Integer.getInteger("faults.rounds", 1); i++) {
      Round round = Round.run(cluster, fault, Long.getLong("seed", System.nanoTime()));
      ROUNDS.add(round);
      System.out.printf(
          "%d holds, %d in doubt, %d violations%n",
          round.holds(), round.inDoubt(), round.violations().size());
      assertThat(round.violations()).as("-Dseed=%d", round.seed()).isEmpty();
    }
  }
}
