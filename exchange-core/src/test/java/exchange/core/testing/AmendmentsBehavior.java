package exchange.core.testing;

import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.AMENDMENT_OUTDATED;
import static exchange.core.values.RefusalCode.CONTRACT_ENDED;
import static exchange.core.values.RefusalCode.FORBIDDEN;
import static exchange.core.values.RefusalCode.INSUFFICIENT_FUNDS;
import static exchange.core.values.RefusalCode.NOTICE_TOO_SHORT;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.QUOTE_EXPIRED;
import static exchange.core.values.RefusalCode.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import exchange.core.billing.AmendContract;
import exchange.core.billing.Amendment;
import exchange.core.billing.Billing;
import exchange.core.billing.CancelContract;
import exchange.core.billing.DecideReleaseFees;
import exchange.core.billing.Document;
import exchange.core.capacity.CapacityProfile;
import exchange.core.lease.Conditions;
import exchange.core.lease.LeaseTerms;
import exchange.core.lease.ReleaseSchedule;
import exchange.core.listing.Bill;
import exchange.core.listing.ChargeCode;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.Quantities;
import exchange.core.values.RefusedException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What {@code Amendments} promises. The usual lease, of which on 5 January all but one unit are
 * given back from 15 February on, at 50 %:
 *
 * <pre>
 * January    31 × 4           124.00 + 6.20 = 130.20
 * February   14 × 4 + 14 × 1   70.00 + 3.50 =  73.50
 * March      11 × 1            11.00 + 0.55 =  11.55
 *                                             215.25, which is 78.75 less than 294.00
 * fee                                          39.38, the half of that
 * </pre>
 */
public abstract class AmendmentsBehavior extends LeaseBehavior {
  private static final LocalDate EARLY = JANUARY.plusDays(4);
  private static final LocalDate MID_FEBRUARY = FEBRUARY.plusDays(14);
  private static final LocalDate END = MARCH.plusDays(11);

  private AmendContract on(LocalDate day) {
    return at(midnight(day));
  }

  private AmendContract at(Instant instant) {
    Clock clock = Clock.fixed(instant, ZoneOffset.UTC);
    return new AmendContract(ports.billings(), ports.amendments(), clock, Duration.ofMinutes(15));
  }

  private Amendment quote(
      LocalDate day, Caller exporter, UUID contract, LocalDate from, int units) {
    return now(on(day).quote(exporter, UUID.randomUUID(), contract, from, units));
  }

  private Amendment amend(
      LocalDate day, Caller exporter, UUID contract, LocalDate from, int units) {
    Amendment quote = quote(day, exporter, contract, from, units);
    return now(on(day).agree(exporter, quote.id()));
  }

  private void decideFees(LocalDate day) {
    Clock clock = Clock.fixed(midnight(day), ZoneOffset.UTC);
    now(new DecideReleaseFees(ports.amendments(), clock, 50).decide());
  }

  private CapacityProfile free(Listing listing) {
    return now(ports.capacities().free(listing.id()));
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  private static List<String> totals(Amendment amendment) {
    Bill bill = amendment.extent().bill();
    return bill.periods().stream()
        .map(each -> bill.total(each).getAmount().toPlainString())
        .toList();
  }

  private Quantities.Span span(LocalDate from, LocalDate to, int units) {
    return new Quantities.Span(new DateRange(from, to), units);
  }

  /** Else days would be given back that have begun. */
  @Test
  void aQuoteIsValidUntilItsFirstDayBegins() {
    Caller exporter = trade.exporterWith("USD 1000");
    LeaseRequest request = trade.request(exporter, 4, OPENING, 70);
    LeaseTerms terms = Trade.terms(request, trade.listing(trade.owner(), 10), FIVE_PERCENT);
    Conditions usual = terms.conditions();
    Conditions overnight =
        new Conditions(
            usual.deposit(),
            usual.cancellation(),
            new ReleaseSchedule(List.of(new ReleaseSchedule.Step(1, BigDecimal.ZERO))),
            usual.billing(),
            usual.cover());
    UUID contract = settle(exporter, Trade.with(terms, overnight));
    Instant begin = midnight(MID_FEBRUARY);
    UUID id = UUID.randomUUID();
    Amendment quote =
        now(at(begin.minusSeconds(60)).quote(exporter, id, contract, MID_FEBRUARY, 1));
    assertThat(quote.validUntil()).isEqualTo(begin);
    refusal(at(begin.plusSeconds(1)).agree(exporter, id), QUOTE_EXPIRED);
    assertThat(now(at(begin.minusSeconds(1)).agree(exporter, id)).version()).contains(1);
  }

  @Test
  void unitsAreGivenBackForTheFeeThatWasQuoted() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(owner, 10);
    UUID contract = lease(exporter, listing);
    Amendment quote = quote(EARLY, exporter, contract, MID_FEBRUARY, 1);
    assertThat(totals(quote)).containsExactly("130.20", "73.50", "11.55");
    assertThat(quote.cheaper()).isEqualTo(usd("78.75"));
    assertThat(quote.fee()).isEqualTo(usd("39.38"));
    assertThat(quote.back()).isEqualTo(usd("0.00"));
    assertThat(quote.dueNow()).isEqualTo(usd("39.38"));
    assertThat(quote.feeDueAt()).isEqualTo(midnight(END));
    assertThat(quote.version()).isEmpty();
    assertThat(quote.extent().quantities().spans())
        .containsExactly(span(JANUARY, MID_FEBRUARY, 4), span(MID_FEBRUARY, END, 1));

    // A quote changes nothing.
    assertHas(exporter, "USD 739.60");
    assertThat(free(listing).on(MID_FEBRUARY)).isEqualTo(6);
    assertThat(now(ports.amendments().agreed(contract, exporter))).isEmpty();

    Amendment agreed = now(on(EARLY).agree(exporter, quote.id()));
    assertThat(agreed.version()).contains(1);
    assertThat(agreed.agreedAt()).contains(midnight(EARLY));
    assertThat(agreed.extent()).isEqualTo(quote.extent());
    assertHas(exporter, "USD 700.22");
    assertHeld(contract, "USD 130.20", "USD 169.58");
    assertThat(free(listing).on(MID_FEBRUARY.minusDays(1))).isEqualTo(6);
    assertThat(free(listing).on(MID_FEBRUARY)).isEqualTo(9);
    assertThat(free(listing).on(END.minusDays(1))).isEqualTo(9);
    assertThat(free(listing).on(END)).isEqualTo(10);
    assertThat(terms(contract).quantity()).isEqualTo(4);
    assertThat(terms(contract).bill().total()).isEqualTo(usd("294.00"));
    assertThat(billingOf(contract, owner).extent()).isEqualTo(quote.extent());
    assertBalanced();

    // Agreeing again is the same agreement.
    assertThat(now(on(FEBRUARY).agree(exporter, quote.id()))).isEqualTo(agreed);
    assertHas(exporter, "USD 700.22");

    bill(END);
    assertHas(owner, "USD 205.00");
    decideFees(END.minusDays(1));
    assertHas(owner, "USD 205.00");
    decideFees(END);
    decideFees(END.plusDays(1));
    assertHas(owner, "USD 244.38");
    bill(END.plusDays(7));
    assertHas(exporter, "USD 745.37");
    assertHeld(contract, "USD 0.00", "USD 0.00");
    List<Document> invoices = documents(exporter);
    assertThat(invoices)
        .extracting(Document::total)
        .containsExactly(usd("130.20"), usd("73.50"), usd("11.55"), usd("39.38"));
    assertThat(invoices.get(3).lines())
        .extracting(Bill.Line::code)
        .containsExactly(ChargeCode.RELEASE_FEE);
    assertThat(now(ports.amendments().find(quote.id(), owner)).feeKept()).contains(usd("39.38"));
    assertBalanced();
  }

  /** Two pallets for nine of the 25 days: 18 of 75. */
  @Test
  void lettingTheUnitsAgainLessensTheFee() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(owner, 4);
    UUID contract = lease(exporter, listing);
    Amendment agreed = amend(EARLY, exporter, contract, MID_FEBRUARY, 1);
    Caller other = trade.exporterWith("USD 1000");
    settle(other, Trade.terms(trade.request(other, 2, MID_FEBRUARY.plusDays(5), 9), listing));
    decideFees(END);
    assertThat(now(ports.amendments().find(agreed.id(), owner)).feeKept()).contains(usd("29.93"));
    assertHas(exporter, "USD 709.67");
    assertHas(owner, "USD 29.93");
    assertThat(documents(exporter)).extracting(Document::total).containsExactly(usd("29.93"));
    assertBalanced();
  }

  /** Of five units given up, two are let again, and those are of the first three. */
  @Test
  void whoGaveUnitsBackFirstHasThemLetAgainFirst() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 8);
    Caller first = trade.exporterWith("USD 1000");
    Caller second = trade.exporterWith("USD 1000");
    UUID one = lease(first, listing);
    UUID two = lease(second, listing);
    Amendment early = amend(EARLY, first, one, MID_FEBRUARY, 1);
    Amendment late = amend(EARLY, second, two, MID_FEBRUARY, 2);
    Caller other = trade.exporterWith("USD 1000");
    settle(other, Trade.terms(trade.request(other, 2, MID_FEBRUARY, 25), listing));
    decideFees(END);
    // 39.38 less its two thirds; the half of 52.50.
    assertThat(now(ports.amendments().find(early.id(), owner)).feeKept()).contains(usd("13.13"));
    assertThat(now(ports.amendments().find(late.id(), owner)).feeKept()).contains(usd("26.25"));
    assertBalanced();
  }

  @Test
  void aLeaseEndsEarly() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(owner, 10);
    UUID contract = lease(exporter, listing);
    LocalDate from = FEBRUARY.plusDays(9);
    Amendment agreed = amend(EARLY, exporter, contract, from, 0);
    assertThat(totals(agreed)).containsExactly("130.20", "37.80");
    assertThat(agreed.fee()).isEqualTo(usd("63.00"));
    assertThat(free(listing).on(from.minusDays(1))).isEqualTo(6);
    assertThat(free(listing).on(from)).isEqualTo(10);
    bill(from.plusDays(7));
    assertThat(billingOf(contract, exporter).state()).isEqualTo(Billing.State.ENDED);
    // The deposit is back, and the fee still waits.
    assertHeld(contract, "USD 0.00", "USD 63.00");
    assertHas(exporter, "USD 769.00");
    decideFees(END);
    assertHas(owner, "USD 223.00");
    assertHeld(contract, "USD 0.00", "USD 0.00");
    assertBalanced();
  }

  /** Of February, 8.40 come back; with March it costs 31.50 less, and half of that is the fee. */
  @Test
  void whatIsPaidTooMuchComesBack() {
    Caller exporter = trade.exporterWith("USD 1000");
    UUID contract = lease(exporter, trade.listing(trade.owner(), 10));
    bill(FEBRUARY.minusDays(7));
    assertHas(exporter, "USD 622.00");
    Amendment agreed = amend(FEBRUARY.minusDays(6), exporter, contract, MARCH.minusDays(4), 2);
    assertThat(totals(agreed)).containsExactly("130.20", "109.20", "23.10");
    assertThat(agreed.back()).isEqualTo(usd("8.40"));
    assertThat(agreed.fee()).isEqualTo(usd("15.75"));
    assertHas(exporter, "USD 614.65");
    assertHeld(contract, "USD 239.40", "USD 145.95");
    bill(END.plusDays(7));
    assertHeld(contract, "USD 0.00", "USD 15.75");
    assertBalanced();
  }

  @Test
  void unitsAreGivenBackOnceMore() {
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(trade.owner(), 10);
    UUID contract = lease(exporter, listing);
    amend(EARLY, exporter, contract, MARCH, 1);
    Amendment second = amend(EARLY, exporter, contract, MID_FEBRUARY, 2);
    assertThat(second.version()).contains(2);
    assertThat(second.extent().quantities().spans())
        .containsExactly(
            span(JANUARY, MID_FEBRUARY, 4), span(MID_FEBRUARY, MARCH, 2), span(MARCH, END, 1));
    Amendment third = amend(EARLY, exporter, contract, MARCH, 0);
    assertThat(now(ports.amendments().agreed(contract, exporter)))
        .extracting(Amendment::version)
        .containsExactly(Optional.of(1), Optional.of(2), Optional.of(3));
    assertThat(third.extent().quantities().stay()).isEqualTo(new DateRange(JANUARY, MARCH));
    assertThat(free(listing).on(MID_FEBRUARY)).isEqualTo(8);
    assertThat(free(listing).on(MARCH)).isEqualTo(10);
    assertBalanced();
  }

  @Test
  void whatIsNotPaidIsFreedAsItWasAmended() {
    Caller exporter = trade.exporterWith("USD 300");
    Listing listing = trade.listing(trade.owner(), 10);
    UUID contract = lease(exporter, listing);
    amend(EARLY, exporter, contract, MID_FEBRUARY, 1);
    bill(FEBRUARY.minusDays(7));
    bill(FEBRUARY.plusDays(3));
    assertThat(billingOf(contract, exporter).state()).isEqualTo(Billing.State.DEFAULTED);
    assertThat(free(listing).on(FEBRUARY.plusDays(4))).isEqualTo(10);
    assertThat(free(listing).on(MID_FEBRUARY)).isEqualTo(10);
    assertHeld(contract, "USD 0.00", "USD 39.38");
    assertBalanced();
  }

  @Test
  void aLeaseThatWasAmendedIsCancelledAsItIs() {
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(trade.owner(), 10);
    UUID contract = lease(exporter, listing);
    amend(JANUARY.minusDays(40), exporter, contract, JANUARY, 1);
    assertThat(billingOf(contract, exporter).cancellationFee(midnight(JANUARY).minusSeconds(1)))
        .isEqualTo(usd("32.55"));
    Clock clock = Clock.fixed(midnight(JANUARY).minusSeconds(1), ZoneOffset.UTC);
    now(new CancelContract(ports.billings(), clock).cancel(exporter, contract));
    assertThat(free(listing).on(JANUARY)).isEqualTo(10);
    assertThat(free(listing).on(MARCH)).isEqualTo(10);
    assertBalanced();
  }

  @Test
  void whatCannotBeGivenBackIsRefused() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    UUID contract = lease(exporter, trade.listing(owner, 10));
    UUID id = UUID.randomUUID();
    refusal(on(EARLY).quote(exporter, id, contract, EARLY.plusDays(29), 1), NOTICE_TOO_SHORT);
    assertThat(quote(EARLY, exporter, contract, EARLY.plusDays(30), 1).version()).isEmpty();
    for (LocalDate outside : List.of(JANUARY.minusDays(1), END)) {
      refusal(
          on(JANUARY.minusDays(99)).quote(exporter, id, contract, outside, 1), VALIDATION_FAILED);
    }
    for (int wrong : List.of(-1, 4, 5)) {
      refusal(on(EARLY).quote(exporter, id, contract, MARCH, wrong), VALIDATION_FAILED);
    }
    refusal(on(JANUARY.minusDays(99)).quote(exporter, id, contract, JANUARY, 0), VALIDATION_FAILED);
    refusal(on(EARLY).quote(trade.exporter(), id, contract, MARCH, 1), NOT_FOUND);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> on(EARLY).quote(owner, id, contract, MARCH, 1))
        .satisfies(refused -> assertThat(refused.refusal().code()).isEqualTo(FORBIDDEN));

    Amendment quote = quote(EARLY, exporter, contract, MARCH, 1);
    refusal(on(EARLY).agree(trade.exporter(), quote.id()), NOT_FOUND);
    refusal(on(EARLY).agree(exporter, UUID.randomUUID()), NOT_FOUND);
    refusal(at(midnight(EARLY).plusSeconds(901)).agree(exporter, quote.id()), QUOTE_EXPIRED);
    assertEmpty(ports.amendments().find(quote.id(), trade.exporter()));
    assertThat(now(ports.amendments().agreed(contract, trade.owner()))).isEmpty();
    bill(FEBRUARY.minusDays(14));
    refusal(on(EARLY).agree(exporter, quote.id()), AMENDMENT_OUTDATED);
    assertHas(exporter, "USD 739.60");
  }

  @Test
  void whatCannotBePaidIsNotAgreed() {
    Caller exporter = trade.exporterWith("USD 299.77");
    Listing listing = trade.listing(trade.owner(), 10);
    UUID contract = lease(exporter, listing);
    Amendment quote = quote(EARLY, exporter, contract, MID_FEBRUARY, 1);
    refusal(on(EARLY).agree(exporter, quote.id()), INSUFFICIENT_FUNDS);
    assertThat(free(listing).on(MID_FEBRUARY)).isEqualTo(6);
    assertThat(now(ports.amendments().agreed(contract, exporter))).isEmpty();
    assertThat(billingOf(contract, exporter)).isEqualTo(Billing.settled(contract, terms(contract)));
    assertBalanced();
  }

  @Test
  void aLeaseThatEndedIsNotAmended() {
    Caller exporter = trade.exporterWith("USD 1000");
    UUID contract = lease(exporter, trade.listing(trade.owner(), 10));
    LocalDate before = JANUARY.minusDays(5);
    Amendment quote = quote(before, exporter, contract, MARCH, 1);
    Clock clock = Clock.fixed(midnight(before), ZoneOffset.UTC);
    now(new CancelContract(ports.billings(), clock).cancel(exporter, contract));
    refusal(on(before).agree(exporter, quote.id()), CONTRACT_ENDED);
    refusal(on(before).quote(exporter, UUID.randomUUID(), contract, MARCH, 1), CONTRACT_ENDED);
  }

  /** Each of them was told a price of the lease as it was; that is true for one. */
  @Test
  void ofManyAtOnceOneAmends() {
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(trade.owner(), 10);
    UUID contract = lease(exporter, listing);
    List<Amendment> quotes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      quotes.add(quote(EARLY, exporter, contract, MID_FEBRUARY.plusDays(i), i % 4));
    }
    List<Object> outcomes =
        now(
            Flux.fromIterable(quotes)
                .flatMap(
                    quote ->
                        on(EARLY)
                            .agree(exporter, quote.id())
                            .<Object>map(Amendment::version)
                            .onErrorResume(
                                RefusedException.class,
                                refused -> Mono.just(refused.refusal().code()))
                            .subscribeOn(Schedulers.parallel()),
                    8)
                .collectList());
    assertThat(outcomes).containsOnlyOnce(Optional.of(1));
    assertThat(outcomes).filteredOn(AMENDMENT_OUTDATED::equals).hasSize(7);
    assertThat(now(ports.amendments().agreed(contract, exporter))).hasSize(1);
    assertBalanced();
  }
}
