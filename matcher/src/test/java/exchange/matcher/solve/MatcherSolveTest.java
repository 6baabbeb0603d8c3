package exchange.matcher.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.core.matching.CertifiedPlan;
import exchange.core.matching.Digest;
import exchange.core.matching.Matcher.Effort;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.Plan;
import exchange.matcher.OptaPlannerMatcher;
import exchange.matcher.certificate.CertificateChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MatcherSolveTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void solves_generalised_assignment() throws IOException {
    // The second job fits on either agent, the first only on the second beside nothing else.
    Path file = write("2 2  5 1  9 4  7 3  6 5  6 6");
    assertThat(MatcherSolve.run("--format", "gap", "--seconds", "5", file.toString()))
        .startsWith("{\"cost\": 10, \"bound\": 10, \"gap\": 0.000000,")
        .endsWith("\"assignment\": [1,0]}\n");
  }

  @Test
  void solves_the_market_of_the_documentation() throws IOException {
    Path file =
        write(
            """
            {"slots": [{"free": [10, 10, 8, 8]}],
             "requests": [{"budget": 900, "choices": [
               {"slot": 0, "from": 1, "to": 3, "units": 4, "cost": 650}]}]}
            """);
    assertThat(MatcherSolve.run(file.toString())).contains("\"cost\": 650").contains("[0]");
  }

  @Test
  void a_generated_market_survives_being_written_and_read() throws IOException {
    String market = MatcherSolve.run("--generate", "requests=20,slots=5,days=60,seed=3");
    MatchingProblem made = MarketGenerator.generate(20, 5, 60, 3);
    assertThat(JsonFormat.parse(market)).isEqualTo(made);
    Path file = write(market);
    assertThat(MatcherSolve.run("--steps", "50", file.toString())).contains("\"matched\": ");
  }

  @Test
  void the_same_market_seed_and_steps_give_the_same_answer() throws IOException {
    Path file = write(MatcherSolve.run("--generate", "requests=300,slots=20,days=120,seed=3"));
    String first = replay(file, 5);
    assertThat(replay(file, 5)).isEqualTo(first);
    // Which also shows that it was the search's answer, and no plan that every seed leads to.
    assertThat(replay(file, 6)).isNotEqualTo(first);
  }

  private static String replay(Path file, long seed) throws IOException {
    return MatcherSolve.run(
            "--seconds", "3600", "--steps", "500", "--seed", "" + seed, file.toString())
        .replaceFirst("\"seconds\": [0-9.]+", "");
  }

  @Test
  void splits_what_the_market_allows() throws IOException {
    Path file =
        write(
            """
            {"slots": [{"free": [5, 5], "site": 1}, {"free": [9, 9], "site": 1}, {"free": [4, 4]}],
             "requests": [
               {"budget": 900, "split": {"quantity": 9, "mostSites": 2}, "goods": 1, "choices": [
                 {"slot": 0, "from": 0, "to": 2, "units": 5, "cost": 300},
                 {"slot": 1, "from": 0, "to": 2, "units": 4, "cost": 100},
                 {"slot": 2, "from": 0, "to": 2, "units": 4, "cost": 350}]},
               {"budget": 800, "goods": 2, "choices": [
                 {"slot": 1, "from": 1, "to": 2, "units": 1, "cost": 10}]},
               {"budget": 100, "choices": [
                 {"slot": 1, "from": 1, "to": 2, "units": 1, "cost": 10}]}],
             "apart": [{"goods": 1, "others": 2}]}
            """);
    assertThat(MatcherSolve.run(file.toString()))
        .startsWith("{\"cost\": 920,")
        .endsWith("\"assignment\": [-1,0,0]}\n");
    write(Files.readString(file).replace("\"others\": 2", "\"others\": 3"));
    assertThat(MatcherSolve.run(file.toString()))
        .startsWith("{\"cost\": 670,")
        .endsWith("\"assignment\": [[0,2],0,0]}\n");
  }

  @Test
  void a_generated_market_with_splits_survives_too() throws IOException {
    String market =
        MatcherSolve.run("--generate", "requests=40,slots=5,days=60,seed=5,splits=50,apart=20");
    MatchingProblem made = MarketGenerator.generate(40, 5, 60, 5, 50, 20);
    assertThat(JsonFormat.parse(market)).isEqualTo(made);
    assertThat(made.candidates()).anyMatch(each -> each.split().isPresent() && each.goods() > 0);
    CertifiedPlan solved =
        new OptaPlannerMatcher()
            .match(
                made,
                new Effort(Duration.ofMinutes(1), 200, 1),
                (percent, cost, bound, matched) -> {});
    assertThat(CertificateChecker.faults(made, solved.plan(), solved.certificate())).isEmpty();
    assertThat(solved.plan().choices()).anyMatch(parts -> parts.size() > 1);
  }

  @Test
  void checks_a_certificate() throws IOException {
    String honest =
        """
        {"slots": [{"firstDay": 20850, "free": [10, 10, 8, 8]}],
         "requests": [{"budget": 900, "choices": [
           {"slot": 0, "from": 20851, "to": 20853, "units": 4, "cost": 650}]}],
         "plan": [0], "cost": 650, "bound": 650, "shift": 0, "prices": [], "digest": "%s"}
        """;
    MatchingProblem problem = JsonFormat.parse(honest);
    String digest = Digest.of(problem, Plan.of(List.of(0)), 0, List.of(), List.of(), List.of());
    Path file = write(honest.formatted(digest));
    assertThat(MatcherSolve.run("--check", file.toString())).startsWith("It holds: 1 of 1");
    write(honest.formatted(digest).replace("\"bound\": 650", "\"bound\": 651"));
    assertThatThrownBy(() -> MatcherSolve.run("--check", file.toString()))
        .hasMessage("It does not hold: the bound is 650, not 651");
  }

  @Test
  void says_what_is_wrong() throws IOException {
    Path file = write("{\"slots\": [}");
    assertThatThrownBy(() -> MatcherSolve.run(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line: 1, column: 12");
    assertThatThrownBy(() -> MatcherSolve.run("--seconds")).hasMessage("--seconds needs a value");
    assertThatThrownBy(() -> MatcherSolve.run("--format", "xml", file.toString()))
        .hasMessage("--format is gap or json");
    assertThatThrownBy(MatcherSolve::run).hasMessage("FILE is missing");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("problem"), text);
  }
}
