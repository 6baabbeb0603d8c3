package exchange.core.credit;

import exchange.core.member.CreditTier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a member's credit is and what moved it. Anybody may read it.
 *
 * @param gradedAt as of then
 * @param scorecard its version
 * @param score 0 to {@link Scorecard#MOST}
 * @param tenure points for being a member for long
 * @param moves what else moved the score, the latest first
 */
public record CreditFile(
    UUID organizationId,
    Instant gradedAt,
    int scorecard,
    int score,
    CreditTier tier,
    BigDecimal tenure,
    List<Move> moves) {

  /**
   * @param fact as it stood when the file was graded
   * @param points that it still adds or takes, of those that it did at first; none if it was struck
   */
  public record Move(CreditFact fact, BigDecimal points) {}

  public CreditFile {
    moves = List.copyOf(moves);
  }
}
