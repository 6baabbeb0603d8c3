package exchange.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.credit.CreditFact.Kind;
import exchange.core.member.CreditTier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScorecardTest {
  private static final Instant NOW = Instant.parse("2027-06-01T00:00:00Z");
  private static final Scorecard CARD =
      new Scorecard(
          Instant.EPOCH,
          3,
          500,
          100,
          Map.of(Kind.PAID_ON_TIME, 10, Kind.DEFAULTED, -250, Kind.LAPSED, -20),
          20,
          50,
          Map.of(
              CreditTier.WATCH, new Scorecard.Tier(0, 20),
              CreditTier.NEWCOMER, new Scorecard.Tier(400, 100),
              CreditTier.STANDARD, new Scorecard.Tier(560, 150)));

  private static final List<Kind> KINDS = List.of(Kind.values());

  private static CreditFact fact(Kind kind, int daysAgo) {
    return new CreditFact(UUID.randomUUID(), NOW.minus(Duration.ofDays(daysAgo)), kind);
  }

  private static CreditFile grade(CreditFact... facts) {
    return CARD.grade(new CreditHistory(UUID.randomUUID(), NOW, List.of(facts)), NOW);
  }

  @Test
  void newcomersStartAtThePrior() {
    assertThat(grade().score()).isEqualTo(500);
    assertThat(grade().tier()).isEqualTo(CreditTier.NEWCOMER);
    assertThat(grade().scorecard()).isEqualTo(3);
  }

  @Test
  void whatLiesLongAgoCountsLess() {
    assertThat(grade(fact(Kind.DEFAULTED, 0)).score()).isEqualTo(250);
    assertThat(grade(fact(Kind.DEFAULTED, 100)).score()).isEqualTo(375);
    assertThat(grade(fact(Kind.DEFAULTED, 200)).score()).isEqualTo(438);
    assertThat(grade(fact(Kind.DEFAULTED, 0)).tier()).isEqualTo(CreditTier.WATCH);
    assertThat(grade(fact(Kind.DEFAULTED, 200)).tier()).isEqualTo(CreditTier.NEWCOMER);
    CreditFact later = new CreditFact(UUID.randomUUID(), NOW.plusSeconds(1), Kind.DEFAULTED);
    assertThat(grade(later).moves()).isEmpty();
  }

  @Test
  void trustIsEarnedByPayingAndByStaying() {
    CreditFact[] paid =
        IntStream.range(0, 6).mapToObj(i -> fact(Kind.PAID_ON_TIME, 0)).toArray(CreditFact[]::new);
    assertThat(grade(paid).tier()).isEqualTo(CreditTier.STANDARD);
    for (int years : List.of(1, 2, 3, 30)) {
      Instant admitted = NOW.minus(Duration.ofDays(365L * years));
      CreditFile file = CARD.grade(new CreditHistory(UUID.randomUUID(), admitted, List.of()), NOW);
      assertThat(file.score()).isEqualTo(500 + Math.min(50, 20 * years));
    }
  }

  @Test
  void theScoreStaysInItsBoundsAndDoesNotAskForTheOrder() {
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      List<CreditFact> facts = new ArrayList<>();
      for (int i = random.nextInt(40); i > 0; i--) {
        facts.add(fact(KINDS.get(random.nextInt(KINDS.size())), random.nextInt(900)));
      }
      CreditHistory history = new CreditHistory(UUID.randomUUID(), NOW, facts);
      CreditFile file = CARD.grade(history, NOW);
      assertThat(file.score()).isBetween(0, Scorecard.MOST);
      assertThat(file.moves()).hasSameSizeAs(facts);
      Collections.shuffle(facts, random);
      assertThat(CARD.grade(new CreditHistory(history.organizationId(), NOW, facts), NOW))
          .isEqualTo(file);
    }
  }
}
