package exchange.core.testing;

import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.ALREADY_CREDITED;
import static exchange.core.values.RefusalCode.CANCELLATION_TOO_LATE;
import static exchange.core.values.RefusalCode.CONTRACT_ENDED;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.billing.Billing;
import exchange.core.billing.Billing.State;
import exchange.core.billing.CancelContract;
import exchange.core.billing.Document;
import exchange.core.billing.Document.Kind;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Bill;
import exchange.core.listing.ChargeCode;
import exchange.core.listing.Listing;
import exchange.core.listing.RateCard;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest;
import exchange.core.values.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What {@code Billings} and {@code Documents} promise. */
public abstract class BillingsBehavior extends LeaseBehavior {
  private Mono<Billing> cancelling(Caller exporter, UUID contract, Duration before) {
    Instant at = midnight(JANUARY).minus(before);
    return new CancelContract(ports.billings(), Clock.fixed(at, ZoneOffset.UTC))
        .cancel(exporter, contract);
  }

  @Test
  void aLeaseIsPaidPeriodByPeriod() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    UUID contract = lease(exporter, trade.listing(owner, 10));
    assertHas(exporter, "USD 739.60");
    assertHeld(contract, "USD 130.20", "USD 130.20");

    bill(FEBRUARY.minusDays(15));
    assertThat(billingOf(contract, exporter)).isEqualTo(Billing.settled(contract, terms(contract)));
    bill(FEBRUARY.minusDays(14));
    assertThat(billingOf(contract, owner).requested()).isEqualTo(2);
    assertHas(exporter, "USD 739.60");
    bill(FEBRUARY.minusDays(7));
    assertHas(exporter, "USD 622.00");
    assertHeld(contract, "USD 247.80", "USD 130.20");
    now(billing(midnight(FEBRUARY).minusMillis(1)));
    assertThat(documents(exporter)).isEmpty();
    bill(FEBRUARY);
    assertHas(owner, "USD 124.00");
    assertHeld(contract, "USD 117.60", "USD 130.20");
    bill(MARCH);
    assertHas(owner, "USD 236.00");
    assertHas(exporter, "USD 575.80");
    bill(MARCH.plusDays(11));
    assertHas(owner, "USD 280.00");
    bill(MARCH.plusDays(17));
    assertHeld(contract, "USD 0.00", "USD 130.20");
    bill(MARCH.plusDays(18));
    assertHeld(contract, "USD 0.00", "USD 0.00");
    assertHas(exporter, "USD 706.00");
    assertThat(billingOf(contract, exporter).state()).isEqualTo(State.ENDED);
    assertThat(billingOf(contract, exporter).next()).isEmpty();
    assertBalanced();
  }

  @Test
  void eachPartySeesItsOwnNewestFirst() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    UUID first = lease(exporter, trade.listing(owner, 10));
    UUID second = lease(exporter, trade.listing(trade.owner(), 10));
    assertThat(billings(exporter)).containsExactly(second, first);
    assertThat(billings(owner)).containsExactly(first);
    assertThat(billings(trade.operator())).contains(first, second);
    assertThat(billings(trade.exporter())).isEmpty();
  }

  private List<UUID> billings(Caller caller) {
    return now(ports.billings().page(caller, new Page.Query(200, Optional.empty())))
        .items()
        .stream()
        .map(Billing::contractId)
        .toList();
  }

  @Test
  void whatWasMissedIsMadeUpForOnceByHoweverMany() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    UUID contract = lease(exporter, trade.listing(owner, 10));
    Instant late = midnight(MARCH.plusMonths(3));
    now(
        Flux.range(0, 4)
            .flatMap(node -> billing(late).subscribeOn(Schedulers.parallel()), 4)
            .then(Mono.just(true)));
    now(billing(late));
    assertHas(owner, "USD 280.00");
    assertHas(exporter, "USD 706.00");
    assertHeld(contract, "USD 0.00", "USD 0.00");
    assertThat(billingOf(contract, exporter).steps()).isEqualTo(8);
    assertThat(documents(exporter)).hasSize(3);
    assertBalanced();
  }

  @Test
  void documentsSayWhatTheBillSaid() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    UUID contract = lease(exporter, trade.listing(owner, 10));
    bill(MARCH.plusMonths(1));
    Bill bill = terms(contract).bill();
    List<Document> invoices = documents(exporter);
    assertThat(invoices).extracting(Document::lines).isEqualTo(lines(bill));
    assertThat(invoices).extracting(Document::kind).containsOnly(Kind.INVOICE);
    assertThat(invoices).extracting(Document::issuerId).containsOnly(Optional.empty());
    assertThat(invoices)
        .extracting(Document::total)
        .containsExactly(
            Money.parse("USD 130.20"), Money.parse("USD 117.60"), Money.parse("USD 46.20"));
    assertThat(invoices.get(1).from()).isEqualTo(FEBRUARY);
    assertThat(invoices.get(1).to()).isEqualTo(MARCH);

    List<Document> statements = documents(owner);
    assertThat(statements).extracting(Document::number).containsExactly(1L, 2L, 3L);
    assertThat(statements).extracting(Document::kind).containsOnly(Kind.STATEMENT);
    assertThat(statements)
        .extracting(Document::total)
        .containsExactly(
            Money.parse("USD 124.00"), Money.parse("USD 112.00"), Money.parse("USD 44.00"));
    assertThat(statements)
        .flatExtracting(Document::lines)
        .extracting(Bill.Line::code)
        .containsOnly(ChargeCode.STORAGE);
    Document invoice = invoices.get(0);
    assertThat(now(ports.documents().find(invoice.id(), exporter))).isEqualTo(invoice);
    for (Caller other : List.of(owner, trade.owner(), trade.exporter())) {
      assertEmpty(ports.documents().find(invoice.id(), other));
    }
  }

  private static List<List<Bill.Line>> lines(Bill bill) {
    return bill.periods().stream().map(Bill.Period::lines).toList();
  }

  @Test
  void invoicesAddUpToTheQuoteOnAnyRateCard() {
    RandomMarket cards = new RandomMarket(11, 3);
    Caller owner = trade.owner();
    for (int i = 0; i < 25; i++) {
      RateCard card = cards.rateCard();
      Listing plain = Trade.offer(trade.warehouse(owner), 50);
      Listing listing = now(ports.listings().add(withCard(plain, card))).value();
      Caller exporter = trade.exporterWith(card.currency() + " 9000000");
      int days = 1 + i * 13;
      LeaseRequest request = trade.request(exporter, 1 + i, OPENING.plusDays(i), days);
      LeaseTerms terms = Trade.terms(request, listing, FIVE_PERCENT);
      settle(exporter, terms);
      bill(OPENING.plusYears(2));
      Bill again = FIVE_PERCENT.price(card, 1 + i, terms.stay());
      List<Document> invoices = documents(exporter);
      assertThat(invoices).extracting(Document::lines).isEqualTo(lines(again));
      assertThat(invoices.stream().map(Document::total).reduce(Money::plus))
          .contains(again.total());
      assertHas(
          exporter, Money.parse(card.currency() + " 9000000").minus(again.total()).toString());
    }
    assertThat(documents(owner))
        .extracting(Document::number)
        .isEqualTo(LongStream.rangeClosed(1, documents(owner).size()).boxed().toList());
    assertBalanced();
  }

  private static Listing withCard(Listing plain, RateCard card) {
    return new Listing(
        plain.id(),
        plain.ownerId(),
        plain.site(),
        plain.storageClass(),
        plain.unit(),
        plain.quantity(),
        plain.window(),
        card,
        plain.minimumQuantity(),
        plain.minimumDays(),
        plain.open());
  }

  @Test
  void whatIsNotPaidIsMadeGoodByTheDeposit() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 260.40");
    Listing listing = trade.listing(owner, 10);
    UUID contract = lease(exporter, listing);
    bill(FEBRUARY.minusDays(7));
    assertThat(billingOf(contract, exporter).unpaidSince())
        .contains(midnight(FEBRUARY.minusDays(7)));
    now(billing(midnight(FEBRUARY.plusDays(3)).minusMillis(1)));
    assertThat(billingOf(contract, exporter).state()).isEqualTo(State.RUNNING);
    assertHas(owner, "USD 124.00");

    bill(FEBRUARY.plusDays(3));
    assertThat(billingOf(contract, exporter).state()).isEqualTo(State.DEFAULTED);
    // February's 112 out of the deposit of 130.20; nobody earns a commission by it.
    assertHas(owner, "USD 236.00");
    assertHas(exporter, "USD 18.20");
    assertHeld(contract, "USD 0.00", "USD 0.00");
    var free = now(ports.capacities().free(listing.id()));
    assertThat(free.on(FEBRUARY.plusDays(3))).isEqualTo(6);
    assertThat(free.on(FEBRUARY.plusDays(4))).isEqualTo(10);
    bill(MARCH.plusMonths(3));
    assertThat(documents(exporter)).hasSize(1);
    assertBalanced();
  }

  @Test
  void whoPaysWithinTheDaysOfGraceGoesOn() {
    Caller exporter = trade.exporterWith("USD 260.40");
    UUID contract = lease(exporter, trade.listing(trade.owner(), 10));
    bill(FEBRUARY.plusDays(2));
    now(
        ports
            .ledger()
            .deposit(
                UUID.randomUUID(), exporter.organizationId(), Money.parse("USD 117.60"), "late"));
    bill(FEBRUARY.plusDays(3));
    Billing billing = billingOf(contract, exporter);
    assertThat(billing.funded()).isEqualTo(2);
    assertThat(billing.unpaidSince()).isEmpty();
    assertHas(exporter, "USD 0.00");
  }

  /** Who was never reminded has the days of grace all the same. */
  @Test
  void anExchangeThatWasDownEndsNoLeaseAtOnce() {
    Caller exporter = trade.exporterWith("USD 260.40");
    UUID contract = lease(exporter, trade.listing(trade.owner(), 10));
    bill(FEBRUARY.plusDays(10));
    assertThat(billingOf(contract, exporter).state()).isEqualTo(State.RUNNING);
    bill(FEBRUARY.plusDays(12));
    assertThat(billingOf(contract, exporter).state()).isEqualTo(State.RUNNING);
    bill(FEBRUARY.plusDays(13));
    assertThat(billingOf(contract, exporter).state()).isEqualTo(State.DEFAULTED);
  }

  @Test
  void cancellingTwelveHoursBeforeIsFree() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(owner, 10);
    UUID contract = lease(exporter, listing);
    Duration before = Duration.ofHours(12).plusMinutes(1);
    assertThat(now(cancelling(exporter, contract, before)).state()).isEqualTo(State.CANCELLED);
    assertHas(exporter, "USD 1000.00");
    assertHeld(contract, "USD 0.00", "USD 0.00");
    assertThat(now(ports.capacities().free(listing.id())).on(JANUARY)).isEqualTo(10);
    assertThat(now(ports.capacities().free(listing.id())).on(MARCH)).isEqualTo(10);
    assertThat(documents(exporter)).isEmpty();
    refusal(cancelling(exporter, contract, before), CONTRACT_ENDED);
    bill(MARCH);
    assertHas(exporter, "USD 1000.00");
    assertBalanced();
  }

  @Test
  void cancellingLaterCostsHalfThePeriod() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    UUID contract = lease(exporter, trade.listing(owner, 10));
    now(cancelling(exporter, contract, Duration.ofHours(11).plusMinutes(59)));
    assertHas(exporter, "USD 934.90");
    assertHas(owner, "USD 65.10");
    List<Document> invoices = documents(exporter);
    assertThat(invoices).extracting(Document::total).containsExactly(Money.parse("USD 65.10"));
    assertThat(invoices.get(0).lines())
        .extracting(Bill.Line::code)
        .containsExactly(ChargeCode.CANCELLATION_FEE);
    assertThat(documents(owner))
        .extracting(Document::total)
        .containsExactly(Money.parse("USD 65.10"));
    assertBalanced();
  }

  @Test
  void aLeaseThatHasBegunIsNotCancelled() {
    Caller exporter = trade.exporterWith("USD 1000");
    UUID contract = lease(exporter, trade.listing(trade.owner(), 10));
    refusal(cancelling(exporter, contract, Duration.ofMillis(-1)), CANCELLATION_TOO_LATE);
    for (Caller stranger : List.of(trade.exporter(), trade.exporterWith("USD 1"))) {
      refusal(cancelling(stranger, contract, Duration.ofDays(9)), NOT_FOUND);
      assertEmpty(ports.billings().find(contract, stranger));
    }
    assertHas(exporter, "USD 739.60");
  }

  @Test
  void aCreditNoteTakesAnInvoiceBack() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    UUID contract = lease(exporter, trade.listing(owner, 10));
    bill(FEBRUARY);
    Document invoice = documents(exporter).get(0);
    Document statement = documents(owner).get(0);
    Instant at = midnight(FEBRUARY.plusDays(1));
    UUID id = UUID.randomUUID();
    Document note = now(ports.documents().credit(id, invoice.id(), "as agreed", at));
    assertThat(note.id()).isEqualTo(id);
    assertThat(note.kind()).isEqualTo(Kind.CREDIT_NOTE);
    assertThat(note.corrects()).contains(invoice.id());
    assertThat(note.reason()).contains("as agreed");
    assertThat(note.total()).isEqualTo(Money.parse("USD -130.20"));
    assertThat(note.number()).isGreaterThan(invoice.number());
    assertThat(documents(exporter)).containsExactly(invoice, note);
    Document theirs = documents(owner).get(1);
    assertThat(theirs.corrects()).contains(statement.id());
    assertThat(theirs.number()).isEqualTo(2);
    assertThat(theirs.total()).isEqualTo(Money.parse("USD -124.00"));
    assertHas(owner, "USD 0.00");
    assertHas(exporter, "USD 752.20");

    for (Document again : List.of(invoice, statement, note)) {
      refusal(
          ports.documents().credit(UUID.randomUUID(), again.id(), "again", at), ALREADY_CREDITED);
    }
    refusal(ports.documents().credit(UUID.randomUUID(), UUID.randomUUID(), "none", at), NOT_FOUND);
    bill(MARCH.plusMonths(1));
    assertHeld(contract, "USD 0.00", "USD 0.00");
    assertBalanced();
  }
}
