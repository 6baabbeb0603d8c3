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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Solves the instances of a folder that its {@code best_known.csv} names, by the matcher and by
 * others one after the other, and prints a table: {@code GapTable FOLDER SECONDS SEED [PREFIX
 * [WORKERS]]}. CP-SAT gets so many workers, 2 unless told; without any the others are left out.
 */
public final class GapTable {
  private static final Watcher NOBODY = (percent, bestCost, bound, matched) -> {};

  private final MatchingProblem problem;
  private final long bestKnown;
  private final List<String> row = new ArrayList<>();

  private GapTable(MatchingProblem problem, long bestKnown) {
    this.problem = problem;
    this.bestKnown = bestKnown;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Effort effort =
        new Effort(
            Duration.ofSeconds(Long.parseLong(args[1])), Long.MAX_VALUE, Long.parseLong(args[2]));
    String prefix = args.length > 3 ? args[3] : "";
    int workers = args.length > 4 ? Integer.parseInt(args[4]) : 2;
    System.out.println(
        "| instance | best known | cost | gap % | bound | proven % | s | greedy %"
            + " | OptaPlanner % | Timefold % | CP-SAT % |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    double sum = 0;
    int count = 0;
    List<String> lines = Files.readAllLines(folder.resolve("best_known.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      if (fields[0].startsWith(prefix)) {
        MatchingProblem problem = GapFormat.parse(Files.readString(folder.resolve(fields[0])));
        GapTable table = new GapTable(problem, Long.parseLong(fields[4]));
        table.row.add(fields[0]);
        table.row.add(fields[4]);
        sum += table.ours(effort);
        table.others(effort, workers);
        System.out.println("| " + String.join(" | ", table.row) + " |");
        count++;
      }
    }
    System.out.printf("%nmean gap %.3f %%%n", sum / count);
  }

  private double ours(Effort effort) {
    long began = System.nanoTime();
    CertifiedPlan certified = new OptaPlannerMatcher().match(problem, effort, NOBODY);
    double seconds = (System.nanoTime() - began) / 1e9;
    List<String> faults =
        CertificateChecker.faults(problem, certified.plan(), certified.certificate());
    if (!faults.isEmpty() || certified.plan().matched() < problem.candidates().size()) {
      throw new IllegalStateException(row + " is not solved: " + faults);
    }
    row.add(Long.toString(certified.certificate().cost()));
    row.add("%.3f".formatted(gap(certified.plan())));
    row.add(Long.toString(certified.certificate().bound()));
    row.add("%.3f".formatted(100 * certified.certificate().gap()));
    row.add("%.1f".formatted(seconds));
    return gap(certified.plan());
  }

  private void others(Effort effort, int workers) {
    add(Optional.of(new GreedyMatcher().match(problem, effort, NOBODY).plan()));
    if (workers > 0) {
      add(DefaultOptaPlanner.solve(problem, effort.most(), effort.seed()));
      add(DefaultTimefold.solve(problem, effort.most(), effort.seed()));
      add(CpSat.solve(problem, (double) effort.most().toSeconds(), workers, effort.seed()).plan());
    }
  }

  /** A dash where nothing was found, the number served where not all were. */
  private void add(Optional<Plan> plan) {
    row.add(
        plan.map(
                found ->
                    found.matched() < problem.candidates().size()
                        ? found.matched() + " served"
                        : "%.3f".formatted(gap(found)))
            .orElse("–"));
  }

  private double gap(Plan plan) {
    return 100.0 * (problem.cost(plan) - bestKnown) / bestKnown;
  }
}
