package exchange.api.faults;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rounds of a run, a line for each fault. */
final class Table {
  private Table() {}

  static String of(List<Round> rounds) {
    String head =
        line(
            "fault",
            "rounds",
            "calls",
            "holds",
            "changes",
            "in doubt",
            "violations",
            "lag p99",
            "max",
            "recovery");
    return rounds.stream()
        .collect(groupingBy(Round::fault, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(fault -> line(fault.getKey(), fault.getValue()))
        .collect(Collectors.joining("\n", head + "\n", "\n" + line("all", rounds)));
  }

  private static String line(String fault, List<Round> rounds) {
    List<Duration> lags =
        rounds.stream().flatMap(round -> round.releaseLags().stream()).sorted().toList();
    return line(
        fault,
        rounds.size(),
        rounds.stream().mapToLong(Round::calls).sum(),
        rounds.stream().mapToLong(Round::holds).sum(),
        rounds.stream().mapToLong(Round::changes).sum(),
        rounds.stream().mapToLong(Round::inDoubt).sum(),
        rounds.stream().mapToLong(round -> round.violations().size()).sum(),
        lags.isEmpty() ? "-" : seconds(lags.get((lags.size() - 1) * 99 / 100)),
        lags.isEmpty() ? "-" : seconds(lags.get(lags.size() - 1)),
        seconds(
            rounds.stream().map(Round::recovery).max(Duration::compareTo).orElse(Duration.ZERO)));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-38s %7s %9s %9s %9s %9s %10s %8s %8s %9s", cells);
  }
}
