package exchange.core.credit;

import exchange.core.credit.CreditFact.Kind;
import exchange.core.credit.CreditFile.Move;
import exchange.core.member.CreditTier;
import exchange.core.values.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How credit follows from what members do. One is in force at a time.
 *
 * @param prior where everybody begins
 * @param halfLifeDays after so many days, a fact counts half
 * @param points that a fact adds or takes at first
 * @param tenurePoints for each year of membership
 * @param mostTenurePoints for all of them
 * @param tiers where each begins, and what it means for holds
 */
public record Scorecard(
    Instant from,
    int version,
    int prior,
    int halfLifeDays,
    Map<Kind, Integer> points,
    int tenurePoints,
    int mostTenurePoints,
    Map<CreditTier, Tier> tiers) {

  /** The highest score; the lowest is 0. */
  public static final int MOST = 1000;

  private static final double DAY = Duration.ofDays(1).toMillis();
  private static final double YEAR = 365 * DAY;

  /**
   * @param least score of the tier
   * @param holdsPercent of the usual number of live holds, as many as a member may have
   */
  public record Tier(int least, int holdsPercent) {}

  public Scorecard {
    points = Map.copyOf(points);
    tiers = Map.copyOf(tiers);
  }

  /**
   * What a card must be that is stated now; those of old may not know all that counts.
   *
   * @throws exchange.core.values.RefusedException {@code VALIDATION_FAILED}
   */
  void requireWhole() {
    requireWithin("prior", prior, 0, MOST);
    requireWithin("halfLifeDays", halfLifeDays, 1, 3650);
    requireWithin("tenurePoints", tenurePoints, 0, MOST);
    requireWithin("mostTenurePoints", mostTenurePoints, 0, MOST);
    points.values().forEach(each -> requireWithin("points", each, -MOST, MOST));
    tiers.values().forEach(each -> requireWithin("tiers", each.holdsPercent(), 1, 1000));
    if (points.size() < Kind.values().length) {
      throw Refusal.invalid("points", "must name every kind of fact");
    } else if (tiers.size() < CreditTier.values().length || !isAscending()) {
      throw Refusal.invalid("tiers", "must be all, the first from 0, each above the one before");
    }
  }

  private boolean isAscending() {
    List<Integer> begins =
        tiers.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> each.getValue().least())
            .toList();
    return begins.get(0) == 0
        && begins.get(begins.size() - 1) <= MOST
        && IntStream.range(1, begins.size()).allMatch(i -> begins.get(i - 1) < begins.get(i));
  }

  private static void requireWithin(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw Refusal.invalid(field, "must lie between " + least + " and " + most);
    }
  }

  /** The same as another version. */
  public Scorecard as(int number) {
    return new Scorecard(
        from, number, prior, halfLifeDays, points, tenurePoints, mostTenurePoints, tiers);
  }

  /** The whole rule: nothing but the history, the card and the time goes in. */
  public CreditFile grade(CreditHistory history, Instant at) {
    List<Move> moves =
        history.facts().stream()
            .filter(fact -> !fact.at().isAfter(at))
            .map(fact -> fact.asOf(at))
            .map(fact -> new Move(fact, left(fact, at)))
            .sorted(
                Comparator.comparing((Move move) -> move.fact().at())
                    .thenComparing(move -> move.fact().eventId())
                    .reversed())
            .toList();
    BigDecimal tenure = tenure(history.admittedAt(), at);
    BigDecimal sum =
        moves.stream()
            .map(Move::points)
            .reduce(BigDecimal.valueOf(prior).add(tenure), BigDecimal::add);
    int score = Math.max(0, Math.min(MOST, sum.setScale(0, RoundingMode.HALF_UP).intValueExact()));
    return new CreditFile(history.organizationId(), at, version, score, tier(score), tenure, moves);
  }

  private BigDecimal left(CreditFact fact, Instant at) {
    if (!fact.countsAt(at)) {
      return tenths(0);
    }
    double halvings = millis(fact.at(), at) / (halfLifeDays * DAY);
    return tenths(points.getOrDefault(fact.kind(), 0) * StrictMath.pow(0.5, halvings));
  }

  private BigDecimal tenure(Instant admitted, Instant at) {
    double years = Math.max(0, millis(admitted, at)) / YEAR;
    return tenths(Math.min(mostTenurePoints, tenurePoints * years));
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  private static BigDecimal tenths(double points) {
    return BigDecimal.valueOf(points).setScale(1, RoundingMode.HALF_UP);
  }

  /** The highest that the score reaches. */
  public CreditTier tier(int score) {
    return tiers.entrySet().stream()
        .filter(each -> each.getValue().least() <= score)
        .map(Map.Entry::getKey)
        .max(Comparator.naturalOrder())
        .orElse(CreditTier.LOWEST);
  }
}
