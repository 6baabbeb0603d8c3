package exchange.core.testing;

import static exchange.core.review.Criterion.AS_DESCRIBED;
import static exchange.core.review.Criterion.COMMUNICATION;
import static exchange.core.review.Criterion.GOODS_AS_DECLARED;
import static exchange.core.review.Criterion.HANDLING;
import static exchange.core.review.Criterion.PUNCTUALITY;
import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.RATES;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.FORBIDDEN;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.REVIEW_FINAL;
import static exchange.core.values.RefusalCode.REVIEW_NOT_OPEN;
import static exchange.core.values.RefusalCode.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.billing.Billing;
import exchange.core.billing.CancelContract;
import exchange.core.credit.CreditFact;
import exchange.core.event.Event;
import exchange.core.event.EventKind;
import exchange.core.listing.Listing;
import exchange.core.listing.SubletRule;
import exchange.core.member.Caller;
import exchange.core.review.Criterion;
import exchange.core.review.LeaseReviews;
import exchange.core.review.Rating;
import exchange.core.review.Review;
import exchange.core.review.Review.Part;
import exchange.core.review.Review.Said;
import exchange.core.review.ReviewLease;
import exchange.core.review.Reviews;
import exchange.core.review.Side;
import exchange.core.sublet.OfferSublet;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import exchange.core.values.RefusedException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What reviews must do, of leases of January whose deposit goes back on 8 February. */
public abstract class ReviewsBehavior extends LeaseBehavior {
  private static final Page.Query MANY = new Page.Query(200, Optional.empty());
  private static final Instant OVER = midnight(FEBRUARY.plusDays(7));
  private static final Instant CLOSED = OVER.plus(Duration.ofDays(14));
  private static final Instant LAST = CLOSED.minusSeconds(1);

  private Caller owner;
  private Caller exporter;
  private UUID contract;

  private void lease() {
    owner = trade.owner();
    exporter = trade.exporterWith("USD 1000");
    contract = january();
  }

  private UUID january() {
    return settle(exporter, trade.terms(exporter, trade.listing(owner, 10), 4, 0, 31));
  }

  private void leaseThatIsOver() {
    lease();
    bill(FEBRUARY.plusDays(7));
  }

  private ReviewLease reviewing(Instant at) {
    return new ReviewLease(ports.reviews(), ports.contracts(), Clock.fixed(at, ZoneOffset.UTC));
  }

  private static Map<Criterion, Integer> ofOwner(int each) {
    return Map.of(AS_DESCRIBED, each, HANDLING, each, COMMUNICATION, each);
  }

  private static Map<Criterion, Integer> ofExporter(int each) {
    return Map.of(GOODS_AS_DECLARED, each, PUNCTUALITY, each, COMMUNICATION, each);
  }

  private Mono<Review> byExporter(Instant at) {
    return reviewing(at)
        .give(exporter, UUID.randomUUID(), contract, ofOwner(4), Optional.of("A dry shed"));
  }

  private Mono<Review> byOwner(Instant at) {
    return reviewing(at)
        .give(owner, UUID.randomUUID(), contract, ofExporter(2), Optional.of("Late twice"));
  }

  private LeaseReviews seen(Caller caller, Instant at) {
    return now(ports.reviews().of(contract, caller, at));
  }

  private List<Review> about(Caller member, Instant at) {
    return now(ports.reviews().about(member.organizationId(), at, MANY)).items();
  }

  private List<Rating> ratings(Caller member, Instant at) {
    return now(ports.reviews().ratings(member.organizationId(), at));
  }

  @Test
  void whatOneSideSaysIsReadByNobodyElseBeforeTheOtherHasSpoken() {
    leaseThatIsOver();
    Instant then = OVER.plusSeconds(3600);
    Review first = now(byExporter(then));
    assertThat(first.by()).isEqualTo(Side.EXPORTER);
    assertThat(first.reviewedId()).isEqualTo(owner.organizationId());
    assertThat(first.publicFrom()).isEqualTo(CLOSED);
    assertThat(first.text()).contains(new Said("A dry shed", false));
    assertThat(seen(exporter, then).reviews()).containsExactly(first);
    for (Caller other : List.of(owner, trade.operator())) {
      LeaseReviews blind = seen(other, LAST);
      assertThat(blind.reviews()).isEmpty();
      assertThat(blind.given()).containsExactly(Side.EXPORTER);
      assertThat(blind.closesAt()).contains(CLOSED);
    }
    assertEmpty(ports.reviews().of(contract, trade.owner(), then));
    assertThat(about(owner, LAST)).isEmpty();
    assertThat(ratings(owner, LAST)).isEmpty();

    Instant later = then.plusSeconds(60);
    Review second = now(byOwner(later));
    assertThat(second.publicFrom()).isEqualTo(later);
    for (Caller each : List.of(exporter, owner, trade.operator())) {
      assertThat(seen(each, later).reviews()).extracting(Review::by).hasSize(2);
      assertThat(seen(each, later).reviews())
          .allSatisfy(review -> assertThat(review.publicFrom()).isEqualTo(later));
    }
    assertThat(about(exporter, later)).containsExactly(second);
    assertThat(about(owner, later))
        .singleElement()
        .satisfies(
            review -> {
              assertThat(review.id()).isEqualTo(first.id());
              assertThat(review.marks()).isEqualTo(ofOwner(4));
            });
  }

  @Test
  void whoIsLateByASecondCannotReviewAndReadsWhatTheOtherSaid() {
    leaseThatIsOver();
    Review alone = now(byOwner(OVER));
    assertThat(seen(exporter, LAST).reviews()).isEmpty();
    assertThat(seen(exporter, LAST).awaits(Side.EXPORTER, LAST)).isTrue();
    assertThat(seen(exporter, CLOSED).awaits(Side.EXPORTER, CLOSED)).isFalse();
    assertThat(seen(exporter, CLOSED).reviews()).containsExactly(alone);
    assertThat(about(exporter, LAST)).isEmpty();
    assertThat(about(exporter, CLOSED)).containsExactly(alone);
    assertThat(refusal(byExporter(CLOSED), REVIEW_NOT_OPEN).facts()).containsEntry("days", "14");
    assertThat(seen(exporter, CLOSED).given()).containsExactly(Side.OWNER);
  }

  @Test
  void inTheLastSecondBothMay() {
    leaseThatIsOver();
    now(byOwner(LAST));
    now(byExporter(LAST));
    assertThat(seen(trade.operator(), LAST).reviews()).hasSize(2);
  }

  @Test
  void aLeaseIsReviewedOnlyOnceItIsOver() {
    lease();
    assertThat(seen(exporter, OVER).closesAt()).isEmpty();
    bill(FEBRUARY.plusDays(6));
    for (Mono<Review> early : List.of(byExporter(OVER), byOwner(OVER))) {
      refusal(early, REVIEW_NOT_OPEN);
    }
    bill(FEBRUARY.plusDays(7));
    assertThat(seen(exporter, OVER).closesAt()).contains(CLOSED);
    now(byExporter(OVER));
  }

  @Test
  void aLeaseThatNeverBeganIsNotReviewed() {
    lease();
    Instant before = midnight(OPENING).minus(Duration.ofDays(2));
    now(
        new CancelContract(ports.billings(), Clock.fixed(before, ZoneOffset.UTC))
            .cancel(exporter, contract));
    assertThat(seen(exporter, OVER).closesAt()).isEmpty();
    refusal(byExporter(OVER), REVIEW_NOT_OPEN);
    refusal(byOwner(OVER), REVIEW_NOT_OPEN);
  }

  /** January is paid for and February is not, so on the 4th all is over, below as well. */
  @Test
  void whoIsNotPaidMayReviewAndSoMayThosePartiesBelow() {
    owner = trade.owner();
    Caller tenant = trade.exporterWith("USD 620");
    Listing space = Trade.offer(trade.warehouse(owner), 10);
    Listing lettable = space.revised(10, space.rateCard(), 1, 1, true, SubletRule.ALLOWED);
    now(ports.listings().add(lettable));
    UUID above = settle(tenant, trade.terms(tenant, lettable, 10, 0, 59));
    Caller subtenant = trade.exporterWith("USD 1000");
    UUID begun = sublet(tenant, above, subtenant, 14, 30);
    UUID later = sublet(tenant, above, subtenant, 45, 10);
    bill(LocalDate.of(2031, 1, 25));
    bill(LocalDate.of(2031, 2, 4));
    assertThat(billingOf(above, owner).state()).isEqualTo(Billing.State.DEFAULTED);
    for (UUID below : List.of(begun, later)) {
      assertThat(billingOf(below, subtenant).state()).isEqualTo(Billing.State.TERMINATED);
    }
    Instant end = midnight(LocalDate.of(2031, 2, 4));
    contract = above;
    assertThat(seen(owner, end).closesAt()).contains(end.plus(Reviews.OPEN_FOR));
    now(byOwner(end));
    ReviewLease reviewing = reviewing(end);
    Review kept =
        now(reviewing.give(subtenant, UUID.randomUUID(), begun, ofOwner(1), Optional.empty()));
    assertThat(kept.reviewedId()).isEqualTo(tenant.organizationId());
    assertThat(kept.text()).isEmpty();
    now(reviewing.give(tenant, UUID.randomUUID(), begun, ofExporter(5), Optional.empty()));
    assertThat(about(tenant, end)).extracting(Review::id).containsExactly(kept.id());
    refusal(
        reviewing.give(subtenant, UUID.randomUUID(), later, ofOwner(1), Optional.empty()),
        REVIEW_NOT_OPEN);
  }

  private UUID sublet(Caller tenant, UUID above, Caller subtenant, int day, int days) {
    DateRange window = DateRange.ofDays(OPENING.plusDays(day), days);
    OfferSublet.Part part = new OfferSublet.Part(4, window, Trade.dollarADay(), 1, 1);
    OfferSublet offering =
        new OfferSublet(ports.contracts(), ports.sublets(), RATES, Duration.ofDays(1));
    Listing offered = now(offering.offer(tenant, UUID.randomUUID(), above, part)).listing();
    return settle(subtenant, trade.terms(subtenant, offered, 4, day, days));
  }

  @Test
  void eachSideReviewsOnceAndNobodyElseDoes() {
    leaseThatIsOver();
    now(byExporter(OVER));
    refusal(byExporter(OVER), REVIEW_FINAL);
    now(byOwner(OVER));
    refusal(byOwner(OVER), REVIEW_FINAL);
    refusal(byExporter(CLOSED), REVIEW_FINAL);
    for (Caller other : List.of(trade.owner(), trade.exporter(), trade.operator())) {
      refusal(
          reviewing(OVER)
              .give(other, UUID.randomUUID(), contract, ofOwner(1), Optional.of("Me too")),
          NOT_FOUND);
    }
    refusal(
        reviewing(OVER)
            .give(owner, UUID.randomUUID(), UUID.randomUUID(), ofExporter(1), Optional.empty()),
        NOT_FOUND);
  }

  @Test
  void marksAreThoseOfTheSideFromOneToFive() {
    leaseThatIsOver();
    ReviewLease reviewing = reviewing(OVER);
    for (Map<Criterion, Integer> wrong :
        List.of(
            ofExporter(3),
            ofOwner(0),
            ofOwner(6),
            Map.<Criterion, Integer>of(),
            Map.of(AS_DESCRIBED, 3, HANDLING, 3))) {
      refusal(
          reviewing.give(exporter, UUID.randomUUID(), contract, wrong, Optional.empty()),
          VALIDATION_FAILED);
    }
    assertThat(seen(exporter, OVER).given()).isEmpty();
    Map<Criterion, Integer> mixed = Map.of(AS_DESCRIBED, 1, HANDLING, 5, COMMUNICATION, 3);
    Review given =
        now(reviewing.give(exporter, UUID.randomUUID(), contract, mixed, Optional.empty()));
    assertThat(given.marks()).isEqualTo(mixed);
  }

  @Test
  void theReviewedAnswersOnceWhenItCanReadIt() {
    leaseThatIsOver();
    UUID id = now(byExporter(OVER)).id();
    Reviews reviews = ports.reviews();
    refusal(reviews.answer(id, owner, "It was the rain", LAST), NOT_FOUND);
    for (Caller other : List.of(exporter, trade.owner(), trade.operator())) {
      refusal(reviews.answer(id, other, "It was the rain", CLOSED), NOT_FOUND);
    }
    Review answered = now(reviews.answer(id, owner, "It was the rain", CLOSED));
    assertThat(answered.answer()).contains(new Said("It was the rain", false));
    assertThat(about(owner, CLOSED)).containsExactly(answered);
    refusal(reviews.answer(id, owner, "And the wind", CLOSED), REVIEW_FINAL);
    refusal(reviews.answer(UUID.randomUUID(), owner, "And the wind", CLOSED), NOT_FOUND);
  }

  @Test
  void anOperatorHidesWordsWithAReasonAndTheMarksStay() {
    leaseThatIsOver();
    Review given = now(byExporter(OVER));
    Caller operator = trade.operator();
    refusal(reviewing(LAST).hide(operator, given.id(), Part.TEXT, "Names a person"), NOT_FOUND);
    ReviewLease reviewing = reviewing(CLOSED);
    refusal(
        Mono.defer(() -> reviewing.hide(owner, given.id(), Part.TEXT, "I dislike it")), FORBIDDEN);
    refusal(reviewing.hide(operator, given.id(), Part.ANSWER, "Names a person"), NOT_FOUND);
    Review hidden = now(reviewing.hide(operator, given.id(), Part.TEXT, "Names a person"));
    assertThat(hidden.text()).contains(new Said("Names a person", true));
    assertThat(hidden.marks()).isEqualTo(given.marks());
    refusal(reviewing.hide(operator, given.id(), Part.TEXT, "Again"), REVIEW_FINAL);
    now(reviewing.answer(owner, given.id(), "That was the foreman"));
    Review silent = now(reviewing.hide(operator, given.id(), Part.ANSWER, "And so does this"));
    assertThat(silent.answer()).contains(new Said("And so does this", true));
    for (Caller each : List.of(exporter, owner, operator)) {
      assertThat(seen(each, CLOSED).reviews()).containsExactly(silent);
    }
    assertThat(ratings(owner, CLOSED)).extracting(Rating::reviews).containsExactly(1);
  }

  @Test
  void bothPartiesAreToldThatThereIsOneAndNothingOfWhatItSays() {
    leaseThatIsOver();
    now(byExporter(OVER));
    for (Caller party : List.of(exporter, owner)) {
      assertThat(events(party))
          .filteredOn(event -> event.kind().equals(EventKind.REVIEW_GIVEN.name()))
          .extracting(Event::subjectId)
          .containsExactly(contract);
    }
    now(byOwner(OVER));
    UUID id = about(owner, OVER).get(0).id();
    now(ports.reviews().answer(id, owner, "Thank you", OVER));
    now(ports.reviews().hide(id, Part.TEXT, "Names a person", OVER));
    assertThat(events(exporter))
        .extracting(Event::kind)
        .startsWith("REVIEW_HIDDEN", "REVIEW_ANSWERED", "REVIEW_GIVEN", "REVIEW_GIVEN");
  }

  private List<Event> events(Caller caller) {
    return now(ports.events().page(caller, MANY)).items();
  }

  @Test
  void creditIsNotMovedByReviews() {
    leaseThatIsOver();
    List<CreditFact> before = facts(owner);
    now(byExporter(OVER));
    now(byOwner(OVER));
    assertThat(facts(owner)).isEqualTo(before).isNotEmpty();
  }

  private List<CreditFact> facts(Caller member) {
    return now(ports.creditFiles().history(member.organizationId())).facts();
  }

  @Test
  void aMemberIsRatedByEachSideApart() {
    leaseThatIsOver();
    List<UUID> given = new ArrayList<>();
    for (int mark : new int[] {1, 2, 2}) {
      contract = january();
      bill(FEBRUARY.plusDays(7));
      Map<Criterion, Integer> marks = Map.of(AS_DESCRIBED, mark, HANDLING, 5, COMMUNICATION, 4);
      given.add(
          now(reviewing(OVER).give(exporter, UUID.randomUUID(), contract, marks, Optional.empty()))
              .id());
    }
    assertThat(ratings(owner, CLOSED))
        .containsExactly(
            new Rating(
                Side.EXPORTER,
                3,
                Map.of(
                    AS_DESCRIBED,
                    new BigDecimal("1.67"),
                    HANDLING,
                    new BigDecimal("5.00"),
                    COMMUNICATION,
                    new BigDecimal("4.00"))));
    assertThat(ratings(owner, CLOSED).get(0).overall()).isEqualTo(new BigDecimal("3.6"));
    assertThat(ratings(exporter, CLOSED)).isEmpty();

    UUID id = owner.organizationId();
    Page<Review> newest =
        now(ports.reviews().about(id, CLOSED, new Page.Query(2, Optional.empty())));
    assertThat(newest.items()).extracting(Review::id).containsExactly(given.get(2), given.get(1));
    assertThat(now(ports.reviews().about(id, CLOSED, new Page.Query(2, newest.next()))))
        .satisfies(
            oldest -> {
              assertThat(oldest.items()).extracting(Review::id).containsExactly(given.get(0));
              assertThat(oldest.next()).isEmpty();
            });
  }

  /** Whoever comes second publishes both; of two from one side, one counts. */
  @Test
  void bothSidesAtTheSameTimeAreBothPublished() {
    owner = trade.owner();
    exporter = trade.exporterWith("USD 10000");
    for (int round = 0; round < 10; round++) {
      contract = january();
      bill(FEBRUARY.plusDays(7));
      List<Object> results =
          now(
              Flux.just(byExporter(OVER), byOwner(OVER), byExporter(OVER), byOwner(OVER))
                  .flatMap(
                      each ->
                          each.<Object>map(given -> given)
                              .onErrorResume(Mono::just)
                              .subscribeOn(Schedulers.parallel()),
                      4)
                  .collectList());
      assertThat(results.stream().filter(Review.class::isInstance)).hasSize(2);
      assertThat(results.stream().filter(Throwable.class::isInstance))
          .allSatisfy(
              no -> assertThat(((RefusedException) no).refusal().code()).isEqualTo(REVIEW_FINAL));
      LeaseReviews seen = seen(trade.operator(), OVER);
      assertThat(seen.given()).containsExactlyInAnyOrder(Side.values());
      assertThat(seen.reviews())
          .hasSize(2)
          .allSatisfy(review -> assertThat(review.publicFrom()).isEqualTo(OVER));
    }
  }
}
