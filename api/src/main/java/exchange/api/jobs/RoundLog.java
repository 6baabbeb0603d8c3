package exchange.api.jobs;

import exchange.core.matching.Fairness;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRound.Failed;
import exchange.core.matching.MatchingRound.Finished;
import exchange.core.matching.MatchingRound.Progress;
import exchange.core.matching.MatchingRound.Queued;
import exchange.core.matching.MatchingRound.Result;
import exchange.core.matching.MatchingRound.Running;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.joda.money.Money;

/** How a matching round reads in the log. */
public final class RoundLog {
  private static final int STEP_PERCENT = 10;

  private final Consumer<String> log;
  private int said = -1;

  public RoundLog(Consumer<String> log) {
    this.log = log;
  }

  /** Says every tenth percent, of which a search reports many. */
  public synchronized void progress(Progress progress) {
    int step = progress.percent() / STEP_PERCENT;
    if (step != said) {
      said = step;
      log.accept(line(progress));
    }
  }

  private static String line(Progress progress) {
    return String.format(
        Locale.ROOT,
        "matching %3d %%  best cost %s  bound %s  matched %d of %d",
        progress.percent(),
        money(progress.bestCost()),
        money(progress.bound()),
        progress.matched(),
        progress.requests());
  }

  /** The whole round as a table. */
  public static String table(MatchingRound round) {
    return round
        .state()
        .fold(
            new MatchingRound.Cases<String>() {
              @Override
              public String queued(Queued queued) {
                return "Matching round " + round.id() + " waits for a worker";
              }

              @Override
              public String running(Running running) {
                return line(running.progress());
              }

              @Override
              public String finished(Finished finished) {
                return table(round, finished.result());
              }

              @Override
              public String failed(Failed failed) {
                return "Matching round " + round.id() + " failed: " + failed.reason();
              }
            });
  }

  private static String table(MatchingRound round, Result result) {
    String why =
        result.unmatched().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> "    " + pad(entry.getKey().name(), 18) + right(entry.getValue()))
            .collect(Collectors.joining("\n"));
    return String.join(
            "\n",
            "Matching round " + round.id() + ", " + result.seconds() + " s",
            "  requests            " + right(result.requests()),
            "  matched             " + right(result.matched()),
            "  not matched         " + right(result.requests() - result.matched()),
            why,
            "  total cost          " + money(result.cost()) + "   (unmatched at their budget)",
            "  no plan costs less  "
                + money(result.bound())
                + String.format(Locale.ROOT, "   (gap at most %.3f %%)", 100 * result.gap()),
            "  greedy plan's cost  " + money(result.greedyCost()) + "   (" + more(result) + ")")
        + result.fairness().map(RoundLog::line).orElse("");
  }

  private static String line(Fairness fairness) {
    return String.format(
        Locale.ROOT,
        "%n  served              %.0f %% of small, %.0f %% of large requests; %d envious;"
            + " concentration %.3f of owners, %.3f of exporters",
        100 * fairness.smallMatched(),
        100 * fairness.largeMatched(),
        fairness.envious(),
        fairness.ownerConcentration(),
        fairness.exporterConcentration());
  }

  private static String more(Result result) {
    BigDecimal cost = result.cost().getAmount();
    if (cost.signum() == 0) {
      return "the same";
    }
    double percent =
        result.greedyCost().getAmount().subtract(cost).doubleValue() / cost.doubleValue() * 100;
    return String.format(Locale.ROOT, "%.2f %% more", percent);
  }

  private static String money(Money money) {
    return String.format(
        Locale.ROOT, "%s %,.2f", money.getCurrencyUnit().getCode(), money.getAmount());
  }

  private static String pad(String text, int width) {
    return String.format(Locale.ROOT, "%-" + width + "s", text);
  }

  private static String right(int number) {
    return String.format(Locale.ROOT, "%5d", number);
  }
}
