package exchange.bench.matching;

import exchange.core.matching.Certificate;
import exchange.core.matching.CertifiedPlan;
import exchange.core.matching.Matcher.Effort;
import exchange.core.matching.MatchingProblem;
import exchange.matcher.OptaPlannerMatcher;
import exchange.matcher.certificate.CertificateChecker;
import exchange.matcher.solve.MarketGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Solves generated markets of a year by the matcher and by CP-SAT with two workers, one after the
 * other, and prints a table: {@code MarketTable REQUESTS SLOTS SECONDS SEED...}.
 */
public final class MarketTable {
  private static final int DAYS = 365;
  private static final int WORKERS = 2;

  private MarketTable() {}

  public static void main(String[] args) {
    int requests = Integer.parseInt(args[0]);
    int slots = Integer.parseInt(args[1]);
    long seconds = Long.parseLong(args[2]);
    System.out.println(
        "| requests | slots | seed | cost | bound | proven % | s | checked in s"
            + " | CP-SAT: cost | dearer % | bound | proven % |");
    System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (int i = 3; i < args.length; i++) {
      long seed = Long.parseLong(args[i]);
      MatchingProblem problem = MarketGenerator.generate(requests, slots, DAYS, seed);
      System.out.printf(
          "| %d | %d | %d | %s |%n", requests, slots, seed, row(problem, seconds, seed));
    }
  }

  private static String row(MatchingProblem problem, long seconds, long seed) {
    long began = System.nanoTime();
    CertifiedPlan solved =
        new OptaPlannerMatcher()
            .match(
                problem,
                new Effort(Duration.ofSeconds(seconds), Long.MAX_VALUE, seed),
                (percent, cost, bound, matched) -> {});
    long ended = System.nanoTime();
    Certificate ours = solved.certificate();
    List<String> faults = CertificateChecker.faults(problem, solved.plan(), ours);
    if (!faults.isEmpty()) {
      throw new IllegalStateException("the certificate does not hold: " + faults);
    }
    long checked = System.nanoTime();
    CpSat.Solved theirs = CpSat.solve(problem, (double) seconds, WORKERS, seed);
    Optional<Long> cost = theirs.plan().map(problem::cost);
    return String.format(
        Locale.ROOT,
        "%,d | %,d | %.3f | %.1f | %.1f | %s | %s | %,d | %s",
        ours.cost(),
        ours.bound(),
        100 * ours.gap(),
        (ended - began) / 1e9,
        (checked - ended) / 1e9,
        cost.map("%,d"::formatted).orElse("–"),
        cost.map(each -> percent(each - ours.cost(), ours.cost())).orElse("–"),
        theirs.bound(),
        cost.map(each -> percent(each - theirs.bound(), each)).orElse("–"));
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.3f", 100.0 * part / whole);
  }
}
