package exchange.core.credit;

import exchange.core.credit.CreditFact.Kind;
import exchange.core.credit.CreditFile.Move;
import exchange.core.member.CreditTier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

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

  /** The whole rule: nothing but the history, the card and the time goes in. */
  public CreditFile grade(CreditHistory history, Instant at) {
    List<Move> moves =
        history.facts().stream()
            .filter(fact -> !fact.at().isAfter(at))
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

  /** How many live holds a member of that tier may have. */
  public int holds(CreditTier tier, int usual) {
    Tier rule = tiers.get(tier);
    return rule == null ? usual : Math.max(1, usual * rule.holdsPercent() / 100);
  }
}
