package exchange.bench.matching;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.matching.MatchingProblem;
import exchange.core.matching.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GapInstanceTest {
  @TempDir private Path folder;

  /** Two agents of capacity 5 and 4, three jobs; the best plan is known by hand: 2 + 1 + 4. */
  @Test
  void readsAgentsAsSlotsAndJobsAsRequests() throws IOException {
    Path file =
        Files.writeString(folder.resolve("tiny"), "2 3\n 2 3 9\n 5 1 4\n 3 3 3\n 2 2 2\n 5 4\n");
    MatchingProblem problem = GapInstance.read(file);
    assertThat(problem.slots()).hasSize(2);
    assertThat(problem.candidates()).hasSize(3);
    assertThat(problem.candidates().get(2).choices().get(1).units()).isEqualTo(2);
    assertThat(problem.cost(new Plan(List.of(0, 1, 1)))).isEqualTo(7);
  }
}
