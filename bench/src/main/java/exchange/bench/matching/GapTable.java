package exchange.bench.matching;

import exchange.core.matching.CertifiedPlan;
import exchange.core.matching.Matcher.Effort;
import exchange.core.matching.Matcher.Watcher;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.Plan;
import exchange.matcher.GreedyMatcher;
import exchange.matcher.OptaPlannerMatcher;
import exchange.matcher.certificate.CertificateChecker;
import exchange.matcher.solve.GapFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Solves the instances of a folder that its {@code best_known.csv} names, and prints a table:
 * {@code GapTable FOLDER SECONDS SEED [PREFIX]}.
 */
public final class GapTable {
  private static final Watcher NOBODY = (percent, bestCost, bound, matched) -> {};

  private GapTable() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Effort effort =
        new Effort(
            Duration.ofSeconds(Long.parseLong(args[1])), Long.MAX_VALUE, Long.parseLong(args[2]));
    String prefix = args.length > 3 ? args[3] : "";
    List<String> lines = Files.readAllLines(folder.resolve("best_known.csv"));
    System.out.println("| instance | best known | greedy | cost | gap % | bound | proven % | s |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
    double sum = 0;
    int count = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      if (fields[0].startsWith(prefix)) {
        sum += row(fields[0], folder, Long.parseLong(fields[4]), effort);
        count++;
      }
    }
    System.out.printf("%nmean gap %.3f %%%n", sum / count);
  }

  private static double row(String name, Path folder, long bestKnown, Effort effort)
      throws IOException {
    MatchingProblem problem = GapFormat.parse(Files.readString(folder.resolve(name)));
    Plan greedy = new GreedyMatcher().match(problem, effort, NOBODY).plan();
    boolean allServed = greedy.matched() == problem.candidates().size();
    long began = System.nanoTime();
    CertifiedPlan certified = new OptaPlannerMatcher().match(problem, effort, NOBODY);
    double seconds = (System.nanoTime() - began) / 1e9;
    List<String> faults =
        CertificateChecker.faults(problem, certified.plan(), certified.certificate());
    if (!faults.isEmpty() || certified.plan().matched() < problem.candidates().size()) {
      throw new IllegalStateException(name + " is not solved: " + faults);
    }
    long cost = certified.certificate().cost();
    double gap = 100.0 * (cost - bestKnown) / bestKnown;
    System.out.printf(
        "| %s | %d | %s | %d | %.3f | %d | %.3f | %.1f |%n",
        name,
        bestKnown,
        allServed ? problem.cost(greedy) : greedy.matched() + " served",
        cost,
        gap,
        certified.certificate().bound(),
        100 * certified.certificate().gap(),
        seconds);
    return gap;
  }
}
