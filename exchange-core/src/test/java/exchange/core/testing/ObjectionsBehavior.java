package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.ALREADY_OBJECTED;
import static exchange.core.values.RefusalCode.FORBIDDEN;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.OBJECTION_ANSWERED;
import static exchange.core.values.RefusalCode.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.credit.AnswerObjection;
import exchange.core.credit.CreditFact;
import exchange.core.credit.CreditFact.Kind;
import exchange.core.credit.CreditFile;
import exchange.core.credit.CreditFile.Move;
import exchange.core.credit.CreditFiles.Stale;
import exchange.core.credit.CreditHistory;
import exchange.core.credit.CreditObjection;
import exchange.core.credit.CreditObjection.Verdict;
import exchange.core.credit.ObjectToFact;
import exchange.core.credit.Scorecard;
import exchange.core.credit.StateScorecard;
import exchange.core.event.Event;
import exchange.core.member.Caller;
import exchange.core.member.CreditTier;
import exchange.core.values.Page;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What {@code CreditObjections} promises: the exporter has let one lease default. */
public abstract class ObjectionsBehavior extends LeaseBehavior {
  private static final Page.Query ALL = new Page.Query(200, Optional.empty());

  private Caller operator;
  private Caller owner;
  private Caller exporter;
  private CreditFact fact;
  private Instant start;

  @BeforeEach
  void aDefault() {
    operator = trade.operator();
    owner = trade.owner();
    exporter = trade.exporterWith("USD 260.40");
    lease(exporter, trade.listing(owner, 10));
    bill(JANUARY.plusDays(25));
    bill(JANUARY.plusDays(45));
    fact = history().facts().get(0);
    assertThat(fact.kind()).isEqualTo(Kind.DEFAULTED);
    start = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(60);
  }

  private CreditHistory history() {
    return now(ports.creditFiles().history(exporter.organizationId()));
  }

  private Mono<CreditObjection> objecting(Caller caller, UUID eventId, Instant at) {
    return new ObjectToFact(ports.creditObjections(), Clock.fixed(at, ZoneOffset.UTC))
        .object(
            caller, UUID.randomUUID(), exporter.organizationId(), eventId, "the bank was closed");
  }

  private CreditObjection object() {
    return now(objecting(exporter, fact.eventId(), start));
  }

  private Mono<CreditObjection> answering(CreditObjection to, Verdict verdict, Instant at) {
    return new AnswerObjection(ports.creditObjections(), Clock.fixed(at, ZoneOffset.UTC))
        .answer(operator, to.organizationId(), to.id(), verdict, "we have looked");
  }

  /** Grades the exporter if its file is not what its history says. */
  private Optional<CreditFile> grade(Instant at) {
    Optional<Stale> stale =
        ports
            .creditFiles()
            .stale(at, Duration.ofDays(9999), 100_000)
            .filter(each -> each.organizationId().equals(exporter.organizationId()))
            .next()
            .blockOptional();
    return stale.map(each -> now(ports.creditFiles().save(card(at).grade(history(), at), each)));
  }

  private Scorecard card(Instant at) {
    return now(ports.creditFiles().scorecard(at));
  }

  private static Move move(CreditFile file) {
    assertThat(file.moves()).hasSize(1);
    return file.moves().get(0);
  }

  private static BigDecimal points(CreditFile file) {
    return move(file).points();
  }

  private List<String> told() {
    return now(ports.events().page(exporter, ALL)).items().stream()
        .map(Event::kind)
        .filter(kind -> kind.startsWith("CREDIT_OBJECTION") || kind.startsWith("CREDIT_FACT"))
        .toList();
  }

  @Test
  void whatIsStruckStaysInTheFileAndCountsNoMore() {
    Instant first = start.minusSeconds(1);
    CreditFile before = grade(first).orElseThrow();
    assertThat(points(before)).isNegative();
    assertThat(before.tier()).isEqualTo(CreditTier.WATCH);
    assertThat(move(before).fact().objected()).isEmpty();
    assertThat(grade(first)).isEmpty();

    CreditObjection filed = object();
    assertThat(filed.dueAt()).isEqualTo(start.plus(Duration.ofDays(20)));
    CreditFile objected = grade(start.plusSeconds(1)).orElseThrow();
    assertThat(points(objected)).isNegative();
    assertThat(move(objected).fact().objected().orElseThrow().dueAt()).isEqualTo(filed.dueAt());
    assertThat(move(objected).fact().objected().orElseThrow().answered()).isEmpty();

    Instant answered = start.plus(Duration.ofDays(3));
    CreditObjection struck = now(answering(filed, Verdict.STRUCK, answered));
    assertThat(struck.answer().orElseThrow().by()).isEqualTo(operator.organizationId());
    CreditFile after = grade(answered).orElseThrow();
    assertThat(points(after)).isZero();
    assertThat(after.tier()).isEqualTo(CreditTier.NEWCOMER);
    assertThat(after.score()).isGreaterThan(before.score());
    assertThat(move(after).fact().objected().orElseThrow().answered())
        .contains(new CreditFact.Objected.Answered(answered, Verdict.STRUCK));
    for (CreditFile file : List.of(before, objected, after)) {
      assertThat(card(file.gradedAt()).grade(history(), file.gradedAt())).isEqualTo(file);
    }
    assertThat(told()).containsExactly("CREDIT_FACT_STRUCK", "CREDIT_OBJECTION_FILED");
  }

  @Test
  void whatIsUpheldCountsAsBefore() {
    CreditObjection filed = object();
    CreditFile before = grade(start).orElseThrow();
    now(answering(filed, Verdict.UPHELD, start.plusSeconds(1)));
    CreditFile after = grade(start.plusSeconds(1)).orElseThrow();
    assertThat(points(after)).isEqualTo(points(before)).isNegative();
    assertThat(grade(filed.dueAt().plusSeconds(1))).isEmpty();
    assertThat(told()).containsExactly("CREDIT_FACT_UPHELD", "CREDIT_OBJECTION_FILED");
  }

  @Test
  void whatNobodyAnswersInTimeDoesNotCountUntilSomebodyDoes() {
    CreditObjection filed = object();
    CreditFile last = grade(filed.dueAt().minusSeconds(1)).orElseThrow();
    assertThat(points(last)).isNegative();
    CreditFile due = grade(filed.dueAt()).orElseThrow();
    assertThat(points(due)).isZero();
    assertThat(grade(filed.dueAt().plusSeconds(1))).isEmpty();
    Instant late = filed.dueAt().plus(Duration.ofDays(2));
    now(answering(filed, Verdict.UPHELD, late));
    CreditFile upheld = grade(late).orElseThrow();
    assertThat(points(upheld)).isNegative();
    for (CreditFile file : List.of(last, due, upheld)) {
      assertThat(card(file.gradedAt()).grade(history(), file.gradedAt())).isEqualTo(file);
    }
  }

  @Test
  void aMemberObjectsOnceAndToItsOwnFactsOnly() {
    refusal(objecting(owner, fact.eventId(), start), NOT_FOUND);
    refusal(objecting(operator, fact.eventId(), start), NOT_FOUND);
    UUID another =
        now(ports.events().page(exporter, ALL)).items().stream()
            .map(Event::id)
            .filter(id -> !id.equals(fact.eventId()))
            .findFirst()
            .orElseThrow();
    for (UUID wrong : List.of(UUID.randomUUID(), another)) {
      refusal(objecting(exporter, wrong, start), NOT_FOUND);
    }
    CreditObjection filed = object();
    refusal(objecting(exporter, fact.eventId(), start), ALREADY_OBJECTED);
    now(answering(filed, Verdict.UPHELD, start));
    refusal(objecting(exporter, fact.eventId(), start), ALREADY_OBJECTED);
    refusal(answering(filed, Verdict.STRUCK, start), OBJECTION_ANSWERED);
    refusal(
        Mono.defer(
            () ->
                new AnswerObjection(ports.creditObjections(), Clock.systemUTC())
                    .answer(exporter, filed.organizationId(), filed.id(), Verdict.STRUCK, "me")),
        FORBIDDEN);
    refusal(
        new AnswerObjection(ports.creditObjections(), Clock.systemUTC())
            .answer(operator, owner.organizationId(), filed.id(), Verdict.STRUCK, "whose"),
        NOT_FOUND);
    assertThat(now(ports.creditObjections().page(exporter.organizationId(), ALL)).items())
        .extracting(CreditObjection::id)
        .containsExactly(filed.id());
    assertThat(now(ports.creditObjections().page(owner.organizationId(), ALL)).items()).isEmpty();
  }

  @Test
  void whatIsDueFirstIsShownFirst() {
    CreditObjection later = object();
    aDefault();
    CreditObjection sooner =
        now(objecting(exporter, fact.eventId(), start.minus(Duration.ofDays(1))));
    List<UUID> both = List.of(sooner.id(), later.id());
    assertThat(openOnes().stream().filter(both::contains)).containsExactlyElementsOf(both);
    now(answering(later, Verdict.STRUCK, start));
    assertThat(openOnes()).contains(sooner.id()).doesNotContain(later.id());
  }

  private List<UUID> openOnes() {
    return now(ports.creditObjections().open(1000).map(CreditObjection::id).collectList());
  }

  // Scorecards -----------------------------------------------------------------------------------

  private static final Instant FAR = Instant.parse("2090-01-01T00:00:00Z");

  private Mono<Scorecard> stating(UUID id, Scorecard card) {
    return Mono.defer(
        () -> new StateScorecard(ports.creditFiles(), Clock.systemUTC()).state(operator, id, card));
  }

  private static Scorecard from(Instant from, Map<Kind, Integer> points) {
    Scorecard first = InMemoryCreditFiles.FIRST;
    return new Scorecard(
        from, 0, 400, 100, points, first.tenurePoints(), first.mostTenurePoints(), first.tiers());
  }

  @Test
  void aScorecardIsInForceFromItsInstantOnAsTheNextVersion() {
    int versions = card(FAR.plus(Duration.ofDays(9999))).version();
    UUID id = UUID.randomUUID();
    Scorecard wanted = from(FAR, InMemoryCreditFiles.FIRST.points());
    Scorecard stated = now(stating(id, wanted));
    assertThat(stated.version()).isGreaterThan(versions);
    assertThat(stated).isEqualTo(wanted.as(stated.version()));
    assertThat(now(stating(id, wanted))).isEqualTo(stated);
    assertThat(card(FAR.minusSeconds(1)).prior()).isEqualTo(500);
    assertThat(card(FAR)).isEqualTo(stated);
    Scorecard corrected = now(stating(UUID.randomUUID(), wanted));
    assertThat(corrected.version()).isEqualTo(stated.version() + 1);
    assertThat(card(FAR)).isEqualTo(corrected);
  }

  @Test
  void aScorecardIsWholeAndLiesAhead() {
    Map<Kind, Integer> some = new HashMap<>(InMemoryCreditFiles.FIRST.points());
    some.remove(Kind.DECLINED);
    Map<Kind, Integer> wild = new HashMap<>(InMemoryCreditFiles.FIRST.points());
    wild.put(Kind.DECLINED, -1001);
    Map<Kind, Integer> points = InMemoryCreditFiles.FIRST.points();
    Map<CreditTier, Scorecard.Tier> tiers = new HashMap<>(InMemoryCreditFiles.FIRST.tiers());
    tiers.put(CreditTier.STANDARD, new Scorecard.Tier(400, 100));
    List<Scorecard> wrong =
        List.of(
            from(Instant.now().minusSeconds(1), points),
            from(FAR, some),
            from(FAR, wild),
            new Scorecard(FAR, 0, 1001, 100, points, 1, 1, InMemoryCreditFiles.FIRST.tiers()),
            new Scorecard(FAR, 0, 500, 0, points, 1, 1, InMemoryCreditFiles.FIRST.tiers()),
            new Scorecard(FAR, 0, 500, 100, points, 1, 1, tiers),
            new Scorecard(FAR, 0, 500, 100, points, 1, 1, Map.of()));
    for (Scorecard card : wrong) {
      refusal(stating(UUID.randomUUID(), card), VALIDATION_FAILED);
    }
    refusal(
        Mono.defer(
            () ->
                new StateScorecard(ports.creditFiles(), Clock.systemUTC())
                    .state(owner, UUID.randomUUID(), from(FAR, points))),
        FORBIDDEN);
  }
}
