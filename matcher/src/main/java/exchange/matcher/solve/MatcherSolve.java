package exchange.matcher.solve;

import exchange.core.matching.Certificate;
import exchange.core.matching.CertifiedPlan;
import exchange.core.matching.Matcher.Effort;
import exchange.core.matching.MatchingProblem;
import exchange.matcher.OptaPlannerMatcher;
import exchange.matcher.certificate.CertificateChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The command line: one problem in, one JSON object out. */
public final class MatcherSolve {
  private static final String USAGE =
      """
      usage: matcher-solve [--format gap|json] [--seconds S] [--steps N] [--seed N] FILE
             matcher-solve --check CERTIFICATE
             matcher-solve --generate requests=2000,slots=400,days=365,seed=1[,splits=PERCENT][,apart=PERCENT]""";

  private MatcherSolve() {}

  /** Exits with 2 and the usage when the arguments make no sense. */
  public static void main(String[] args) throws IOException {
    try {
      System.out.print(run(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
    }
  }

  static String run(String... args) throws IOException {
    Map<String, String> options = options(args);
    String generate = options.get("generate");
    if (generate != null) {
      return JsonFormat.format(generated(generate));
    }
    String check = options.get("check");
    if (check != null) {
      return checked(Files.readString(Path.of(check)));
    }
    String text = Files.readString(Path.of(required(options, "FILE")));
    boolean gap =
        switch (options.getOrDefault("format", "json")) {
          case "gap" -> true;
          case "json" -> false;
          default -> throw new IllegalArgumentException("--format is gap or json");
        };
    MatchingProblem problem = gap ? GapFormat.parse(text) : JsonFormat.parse(text);
    Effort effort =
        new Effort(
            Duration.ofSeconds(number(options, "seconds", 30)),
            number(options, "steps", Long.MAX_VALUE),
            number(options, "seed", 0));
    long began = System.nanoTime();
    CertifiedPlan solved =
        new OptaPlannerMatcher().match(problem, effort, (percent, cost, bound, matched) -> {});
    return result(solved, (System.nanoTime() - began) / 1e9);
  }

  private static String result(CertifiedPlan solved, double seconds) {
    Certificate certificate = solved.certificate();
    return String.format(
        Locale.ROOT,
        "{\"cost\": %d, \"bound\": %d, \"gap\": %.6f, \"seconds\": %.3f, \"matched\": %d,"
            + " \"assignment\": %s}%n",
        certificate.cost(),
        certificate.bound(),
        certificate.gap(),
        seconds,
        solved.plan().matched(),
        JsonFormat.assignment(solved.plan()));
  }

  /** Adds up what a certificate states, trusting nothing of it. */
  private static String checked(String text) {
    JsonFormat.Certified read = JsonFormat.parseCertified(text);
    List<String> faults =
        CertificateChecker.faults(read.problem(), read.plan(), read.certificate());
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("It does not hold: " + String.join("; ", faults));
    }
    Certificate certificate = read.certificate();
    return String.format(
        Locale.ROOT,
        "It holds: %d of %d requests matched, cost %d, no plan costs less than %d, gap %.6f%n",
        read.plan().matched(),
        read.plan().choices().size(),
        certificate.cost(),
        certificate.bound(),
        certificate.gap());
  }

  private static MatchingProblem generated(String wishes) {
    Map<String, String> options = new HashMap<>();
    for (String wish : wishes.split(",", -1)) {
      String[] parts = wish.split("=", 2);
      options.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return MarketGenerator.generate(
        Math.toIntExact(number(options, "requests", 2000)),
        Math.toIntExact(number(options, "slots", 400)),
        Math.toIntExact(number(options, "days", 365)),
        number(options, "seed", 1),
        Math.toIntExact(number(options, "splits", 0)),
        Math.toIntExact(number(options, "apart", 0)));
  }

  private static Map<String, String> options(String... args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        options.put("FILE", args[i]);
      } else if (i + 1 < args.length) {
        options.put(args[i].substring(2), args[++i]);
      } else {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
    }
    return options;
  }

  private static String required(Map<String, String> options, String name) {
    String value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static long number(Map<String, String> options, String name, long otherwise) {
    String value = options.get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is not a whole number: " + value, e);
    }
  }
}
