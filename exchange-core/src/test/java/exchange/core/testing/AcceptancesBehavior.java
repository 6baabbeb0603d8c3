package exchange.core.testing;

import static exchange.core.testing.Trade.HAMBURG;
import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.ACCEPTANCE_NOT_AWAITED;
import static exchange.core.values.RefusalCode.ACCEPTANCE_TOO_LATE;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.acceptance.Acceptance;
import exchange.core.acceptance.Acceptance.Reason;
import exchange.core.acceptance.AcceptanceRecord;
import exchange.core.acceptance.DecideLease;
import exchange.core.acceptance.EndUnaccepted;
import exchange.core.annex.Annex;
import exchange.core.annex.ExtendContract;
import exchange.core.billing.BillContracts;
import exchange.core.billing.Billing;
import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation.Held;
import exchange.core.capacity.Reservations.Part;
import exchange.core.event.EventKind;
import exchange.core.lease.Asking;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.AcceptanceRule.Ground;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest;
import exchange.core.request.Splitting;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What {@code Acceptances} promise. The usual lease is of 4 pallets at a dollar a day for 40 days
 * from 1 January on: 124 dollars for January, as much as deposit, and 36 for February.
 */
public abstract class AcceptancesBehavior extends StoreBehavior {
  private static final Asking ASKING = new Asking(List.of(Ground.BY_HAND), 48, 12);
  private static final Money BEFORE = Money.parse("USD 1000.00");
  private static final Money WAITING = Money.parse("USD 752.00");

  private Caller owner;
  private Caller exporter;
  private Listing listing;

  private void market() {
    owner = trade.owner();
    exporter = trade.exporterWith("USD 1000");
    listing = trade.listing(owner, 10);
  }

  private static LeaseTerms asking(LeaseTerms terms, Asking how) {
    return Trade.with(terms, terms.conditions().with(how));
  }

  private Mono<Contract> settling(LeaseTerms terms) {
    UUID reservation = UUID.randomUUID();
    now(
        ports
            .reservations()
            .reserve(reservation, terms, HoldLimits.proposed(Duration.ofMinutes(10))));
    return ports.contracts().settle(UUID.randomUUID(), reservation, exporter);
  }

  private Contract lease(Asking how) {
    return now(settling(asking(trade.terms(exporter, listing, 4, 0, 40), how)));
  }

  private static Instant deadline(Contract contract) {
    return contract.answerBy().orElseThrow();
  }

  private static Instant inTime(Contract contract) {
    return deadline(contract).minusMillis(1);
  }

  private DecideLease deciding(Instant at) {
    return new DecideLease(
        ports.acceptances(), ports.contracts(), ports.holds(), Clock.fixed(at, ZoneOffset.UTC));
  }

  private Mono<Long> ending(Instant at) {
    return new EndUnaccepted(
            ports.acceptances(), ports.holds(), Clock.fixed(at, ZoneOffset.UTC), 500)
        .end();
  }

  private Billing.State state(Contract contract) {
    return now(ports.billings().find(contract.id(), exporter)).state();
  }

  private Acceptance acceptance(Contract contract) {
    return now(ports.acceptances().find(contract.id(), exporter));
  }

  private Money wallet() {
    return now(ports.ledger().wallet(exporter.organizationId(), exporter)).get(0);
  }

  private int free(Listing of) {
    return now(ports.capacities().free(of.id())).on(OPENING);
  }

  private LeaseRequest.State request(Contract contract) {
    return now(ports.leaseRequests().find(contract.terms().requestId(), exporter)).state();
  }

  private void assertAllIsBack(Contract contract) {
    assertThat(wallet()).isEqualTo(BEFORE);
    assertThat(free(listing)).isEqualTo(10);
    assertThat(request(contract)).isEqualTo(LeaseRequest.State.OPEN);
    assertThat(now(ports.ledger().escrow(contract.id(), exporter)).balance().isZero()).isTrue();
    assertThat(now(ports.ledger().escrow(contract.id(), exporter)).deposit().isZero()).isTrue();
    assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
  }

  private List<EventKind> events(Caller party) {
    return now(ports.events().page(party, new Page.Query(50, Optional.empty()))).items().stream()
        .map(event -> EventKind.valueOf(event.kind()))
        .filter(kind -> kind.name().startsWith("CONTRACT_") || kind.name().startsWith("ACC"))
        .toList();
  }

  @Test
  void aLeaseThatWaitsHasItsMoneyAndItsSpaceButDoesNotRun() {
    market();
    Contract contract = lease(ASKING);
    assertThat(state(contract)).isEqualTo(Billing.State.AWAITING_ACCEPTANCE);
    assertThat(Duration.between(contract.settledAt(), deadline(contract)))
        .isBetween(Duration.ofDays(2).minusSeconds(5), Duration.ofDays(2).plusSeconds(5));
    assertThat(wallet()).isEqualTo(WAITING);
    assertThat(free(listing)).isEqualTo(6);
    assertThat(request(contract)).isEqualTo(LeaseRequest.State.LEASED);
    assertThat(now(ports.billings().find(contract.id(), owner)).next()).isEmpty();
    Instant late = OPENING.plusYears(1).atStartOfDay(HAMBURG.zone()).toInstant();
    now(new BillContracts(ports.billings(), Clock.fixed(late, ZoneOffset.UTC), 500).bill());
    assertThat(state(contract)).isEqualTo(Billing.State.AWAITING_ACCEPTANCE);
    Acceptance asked = acceptance(contract);
    assertThat(asked.terms()).isEqualTo(contract.terms());
    assertThat(asked.answerBy()).isEqualTo(deadline(contract));
    for (Caller party : List.of(owner, exporter)) {
      assertThat(events(party))
          .containsExactly(EventKind.ACCEPTANCE_ASKED, EventKind.CONTRACT_SETTLED);
      assertThat(now(ports.acceptances().page(party, new Page.Query(9, Optional.empty()))).items())
          .containsExactly(asked);
    }
    assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
  }

  @Test
  void onceAcceptedItRunsLikeAnyOther() {
    market();
    Contract contract = lease(ASKING);
    Acceptance accepted = now(deciding(inTime(contract)).accept(owner, contract.id()));
    assertThat(accepted.state()).isEqualTo(Acceptance.State.ACCEPTED);
    assertThat(accepted.answeredAt()).isPresent();
    assertThat(wallet()).isEqualTo(WAITING);
    Instant over = OPENING.plusYears(1).atStartOfDay(HAMBURG.zone()).toInstant();
    now(new BillContracts(ports.billings(), Clock.fixed(over, ZoneOffset.UTC), 500).bill());
    assertThat(state(contract)).isEqualTo(Billing.State.ENDED);
    assertThat(wallet()).isEqualTo(Money.parse("USD 840.00"));
    assertThat(events(owner)).contains(EventKind.CONTRACT_ACCEPTED, EventKind.CONTRACT_ENDED);
  }

  @Test
  void aRefusalGivesAllBackAndTheRequestMayBeLeasedAgain() {
    market();
    Contract contract = lease(ASKING);
    Acceptance declined =
        now(
            deciding(inTime(contract))
                .decline(owner, contract.id(), Reason.GOODS, Optional.of("no lanterns")));
    assertThat(declined.state()).isEqualTo(Acceptance.State.DECLINED);
    assertThat(declined.reason()).contains(Reason.GOODS);
    assertThat(declined.words()).contains("no lanterns");
    assertThat(state(contract)).isEqualTo(Billing.State.DECLINED);
    assertAllIsBack(contract);
    for (Caller party : List.of(owner, exporter)) {
      assertThat(events(party).get(0)).isEqualTo(EventKind.CONTRACT_DECLINED);
    }
    Contract again = now(settling(contract.terms()));
    assertThat(state(again)).isEqualTo(Billing.State.AWAITING_ACCEPTANCE);
    assertThat(free(listing)).isEqualTo(6);
  }

  @Test
  void silenceFreesTheSpaceAtTheDeadlineAndNotBefore() {
    market();
    Contract contract = lease(ASKING);
    now(ending(inTime(contract)));
    assertThat(state(contract)).isEqualTo(Billing.State.AWAITING_ACCEPTANCE);
    now(ending(deadline(contract)));
    assertThat(state(contract)).isEqualTo(Billing.State.LAPSED);
    assertThat(acceptance(contract).state()).isEqualTo(Acceptance.State.LAPSED);
    assertAllIsBack(contract);
    assertThat(events(exporter).get(0)).isEqualTo(EventKind.CONTRACT_LAPSED);
  }

  @Test
  void afterTheDeadlineNobodyAnswersAndAWithdrawalFindsItLapsed() {
    market();
    Contract contract = lease(ASKING);
    DecideLease late = deciding(deadline(contract));
    refusal(late.accept(owner, contract.id()), ACCEPTANCE_TOO_LATE);
    refusal(
        late.decline(owner, contract.id(), Reason.DATES, Optional.empty()), ACCEPTANCE_TOO_LATE);
    assertThat(now(late.withdraw(exporter, contract.id())).state())
        .isEqualTo(Acceptance.State.LAPSED);
    assertAllIsBack(contract);
  }

  @Test
  void theDeadlineIsNeverLaterThanTheStartLessTheLead() {
    market();
    Contract contract = lease(new Asking(List.of(Ground.BY_HAND), 24 * 366 * 20, 12));
    Instant begin = OPENING.atStartOfDay(HAMBURG.zone()).toInstant();
    assertThat(deadline(contract)).isEqualTo(begin.minus(Duration.ofHours(12)));
    LeaseTerms tooSoon =
        asking(
            trade.terms(exporter, listing, 1, 0, 10),
            new Asking(List.of(Ground.BY_HAND), 48, 24 * 366 * 20));
    Money before = wallet();
    refusal(settling(tooSoon), ACCEPTANCE_TOO_LATE);
    assertThat(wallet()).isEqualTo(before);
    assertThat(now(ports.leaseRequests().find(tooSoon.requestId(), exporter)).state())
        .isEqualTo(LeaseRequest.State.HELD);
  }

  @Test
  void onlyTheOwnerAnswersAndOnlyTheExporterWithdraws() {
    market();
    Contract contract = lease(ASKING);
    DecideLease deciding = deciding(inTime(contract));
    refusal(deciding.accept(trade.owner(), contract.id()), NOT_FOUND);
    refusal(deciding.accept(owner, UUID.randomUUID()), NOT_FOUND);
    refusal(
        deciding.decline(trade.owner(), contract.id(), Reason.GOODS, Optional.empty()), NOT_FOUND);
    refusal(deciding.withdraw(trade.exporter(), contract.id()), NOT_FOUND);
    assertEmpty(ports.acceptances().find(contract.id(), trade.exporter()));
    assertEmpty(ports.acceptances().find(contract.id(), trade.owner()));
    assertThat(state(contract)).isEqualTo(Billing.State.AWAITING_ACCEPTANCE);
  }

  private static Clock fixed(Contract contract) {
    return Clock.fixed(contract.settledAt(), ZoneOffset.UTC);
  }

  private ExtendContract extending(Contract contract) {
    return extending(fixed(contract));
  }

  private ExtendContract extending(Clock clock) {
    return new ExtendContract(
        ports.billings(),
        ports.leaseRequests(),
        ports.listings(),
        ports.creditFiles(),
        ports.rulebooks(),
        ports.annexes(),
        new Pricing(BigDecimal.ZERO),
        Trade.RATES,
        clock,
        Duration.ofDays(1));
  }

  /** What is added is a lease of its own, which its owner decides on alone. */
  @Test
  void whatIsAddedWaitsForTheOwnerAsEveryLeaseDoes() {
    market();
    Contract contract = lease(ASKING);
    now(deciding(inTime(contract)).accept(owner, contract.id()));
    now(ports.listings().replace(listing.accepting(AcceptanceRule.BY_HAND), 1));
    DateRange week = DateRange.ofDays(OPENING, 7);
    ExtendContract late =
        extending(
            Clock.fixed(
                OPENING.minusDays(1).atStartOfDay(HAMBURG.zone()).toInstant(), ZoneOffset.UTC));
    refusal(
        late.quote(exporter, UUID.randomUUID(), contract.id(), 2, week),
        RefusalCode.VALIDATION_FAILED);
    for (boolean accepted : List.of(true, false)) {
      Annex quote =
          now(extending(contract).quote(exporter, UUID.randomUUID(), contract.id(), 2, week));
      assertThat(quote.terms().conditions().asking().orElseThrow().grounds())
          .containsExactly(Ground.BY_HAND);
      Money before = wallet();
      int free = free(listing);
      Contract made = now(extending(contract).agree(exporter, UUID.randomUUID(), quote.id()));
      assertThat(made.answerBy()).isPresent();
      assertThat(now(ports.contracts().find(made.id(), exporter))).isEqualTo(made);
      assertThat(state(made)).isEqualTo(Billing.State.AWAITING_ACCEPTANCE);
      assertThat(wallet()).isEqualTo(before.minus(Money.parse("USD 28.00")));
      if (accepted) {
        now(deciding(inTime(made)).accept(owner, made.id()));
        assertThat(state(made)).isEqualTo(Billing.State.RUNNING);
      } else {
        now(deciding(inTime(made)).decline(owner, made.id(), Reason.QUANTITY, Optional.empty()));
        assertThat(state(made)).isEqualTo(Billing.State.DECLINED);
        assertThat(request(made)).isEqualTo(LeaseRequest.State.WITHDRAWN);
        assertThat(wallet()).isEqualTo(before);
        assertThat(free(listing)).isEqualTo(free);
      }
      assertThat(state(contract)).isEqualTo(Billing.State.RUNNING);
    }
    assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
  }

  /** Owner, exporter and two nodes at the deadline: one of them decides, and all know it. */
  @Test
  void ofAllWhoComeAtOnceExactlyOneDecides() {
    for (int round = 0; round < 25; round++) {
      market();
      Contract contract = lease(ASKING);
      UUID id = contract.id();
      DecideLease deciding = deciding(inTime(contract));
      List<Mono<?>> all =
          new ArrayList<>(
              List.of(
                  deciding.accept(owner, id),
                  deciding.decline(owner, id, Reason.GOODS, Optional.empty()),
                  deciding.withdraw(exporter, id),
                  ports.acceptances().lapse(id, deadline(contract)).filter(ended -> ended),
                  ports.acceptances().lapse(id, deadline(contract)).filter(ended -> ended)));
      java.util.Collections.rotate(all, round);
      List<Object> results =
          now(
              Flux.fromIterable(all)
                  .flatMap(
                      each ->
                          each.<Object>map(done -> done)
                              .onErrorResume(Mono::just)
                              .subscribeOn(Schedulers.parallel()),
                      8)
                  .collectList());
      assertThat(results.stream().filter(each -> !(each instanceof Throwable)).count())
          .as("%s", results)
          .isEqualTo(1);
      assertThat(results.stream().filter(Throwable.class::isInstance))
          .allSatisfy(
              no ->
                  assertThat(((RefusedException) no).refusal().code())
                      .isEqualTo(ACCEPTANCE_NOT_AWAITED));
      boolean runs = state(contract) == Billing.State.RUNNING;
      assertThat(wallet()).isEqualTo(runs ? WAITING : BEFORE);
      assertThat(free(listing)).isEqualTo(runs ? 6 : 10);
      assertThat(events(exporter)).hasSize(3);
    }
    assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
  }

  /** Three pallets for five days on each listing: 15 dollars and as much as deposit. */
  private List<Contract> split(Caller[] owners, boolean... asked) {
    Listing[] listings =
        IntStream.range(0, owners.length)
            .mapToObj(i -> trade.listing(owners[i], 10))
            .toArray(Listing[]::new);
    LeaseRequest whole = trade.request(exporter, 3 * listings.length, OPENING, 5);
    LeaseRequest part = whole.splitBy(new Splitting(3, listings.length)).parts().get(0);
    List<Part> parts =
        IntStream.range(0, listings.length)
            .mapToObj(i -> Trade.terms(part, listings[i]))
            .map(terms -> new Part(UUID.randomUUID(), terms))
            .toList();
    List<Part> asking =
        IntStream.range(0, asked.length)
            .mapToObj(
                i ->
                    asked[i]
                        ? new Part(parts.get(i).id(), asking(parts.get(i).terms(), ASKING))
                        : parts.get(i))
            .toList();
    List<Held> held =
        now(ports.reservations().reserveParts(asking, HoldLimits.proposed(Duration.ofMinutes(10))));
    Contract first = now(ports.contracts().settle(UUID.randomUUID(), held.get(0).id(), exporter));
    List<Contract> contracts = new ArrayList<>(List.of(first));
    first.siblings().forEach(id -> contracts.add(now(ports.contracts().find(id, exporter))));
    contracts.sort(
        java.util.Comparator.comparing(
            each ->
                Arrays.stream(owners)
                    .map(Caller::organizationId)
                    .toList()
                    .indexOf(each.terms().ownerId())));
    return contracts;
  }

  private List<Billing.State> states(List<Contract> contracts) {
    return contracts.stream().map(this::state).toList();
  }

  @Test
  void noPartOfASplitRunsBeforeAllAreAccepted() {
    market();
    Caller[] owners = {trade.owner(), trade.owner(), trade.owner()};
    List<Contract> parts = split(owners, true, false, true);
    assertThat(states(parts)).containsOnly(Billing.State.AWAITING_ACCEPTANCE);
    assertThat(parts.stream().map(Contract::answerBy).distinct()).hasSize(1);
    Instant at = inTime(parts.get(0));
    refusal(deciding(at).accept(owners[1], parts.get(1).id()), ACCEPTANCE_NOT_AWAITED);
    now(deciding(at).accept(owners[0], parts.get(0).id()));
    assertThat(states(parts)).containsOnly(Billing.State.AWAITING_ACCEPTANCE);
    refusal(deciding(at).accept(owners[0], parts.get(0).id()), ACCEPTANCE_NOT_AWAITED);
    now(deciding(at).accept(owners[2], parts.get(2).id()));
    assertThat(states(parts)).containsOnly(Billing.State.RUNNING);
    assertThat(wallet()).isEqualTo(Money.parse("USD 910.00"));
  }

  @Test
  void onePartThatIsNotAcceptedEndsAll() {
    market();
    Caller[] owners = {trade.owner(), trade.owner(), trade.owner()};
    for (boolean refused : List.of(true, false)) {
      List<Contract> parts = split(owners, true, true, true);
      Instant at = inTime(parts.get(0));
      now(deciding(at).accept(owners[0], parts.get(0).id()));
      if (refused) {
        now(deciding(at).decline(owners[1], parts.get(1).id(), Reason.DATES, Optional.empty()));
        assertThat(states(parts)).containsOnly(Billing.State.DECLINED);
        assertThat(parts.stream().map(each -> acceptance(each).state()))
            .containsExactly(
                Acceptance.State.ACCEPTED, Acceptance.State.DECLINED, Acceptance.State.DROPPED);
      } else {
        now(ending(deadline(parts.get(0))));
        assertThat(states(parts)).containsOnly(Billing.State.LAPSED);
        assertThat(parts.stream().map(each -> acceptance(each).state()))
            .containsExactly(
                Acceptance.State.ACCEPTED, Acceptance.State.LAPSED, Acceptance.State.LAPSED);
      }
      assertThat(wallet()).isEqualTo(BEFORE);
      assertThat(request(parts.get(0))).isEqualTo(LeaseRequest.State.OPEN);
      parts.forEach(
          part ->
              assertThat(now(ports.capacities().free(part.terms().listingId())).on(OPENING))
                  .isEqualTo(10));
      assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
    }
    assertThat(record(owners[0]).accepted()).isEqualTo(2);
    assertThat(record(owners[1]).declined()).isEqualTo(Map.of(Reason.DATES, 1));
    assertThat(record(owners[2]))
        .isEqualTo(
            new AcceptanceRecord(owners[2].organizationId(), 0, Map.of(), 1, Optional.empty()));
  }

  private AcceptanceRecord record(Caller of) {
    return now(ports.acceptances().recordOf(of.organizationId()));
  }

  @Test
  void theRecordCountsWhatTheOwnerDecidedAndHowLongItTook() {
    market();
    assertThat(record(owner))
        .isEqualTo(new AcceptanceRecord(owner.organizationId(), 0, Map.of(), 0, Optional.empty()));
    exporter = trade.exporterWith("USD 1000");
    List<Integer> hours = List.of(1, 5, 2, 40);
    for (int i = 0; i < hours.size(); i++) {
      Contract contract = oneDay();
      Instant at = acceptance(contract).askedAt().plus(Duration.ofHours(hours.get(i)));
      if (i < 2) {
        now(deciding(at).accept(owner, contract.id()));
      } else {
        now(
            deciding(at)
                .decline(
                    owner,
                    contract.id(),
                    i == 2 ? Reason.DATES : Reason.OTHER,
                    Optional.of("full")));
      }
    }
    now(ending(deadline(oneDay())));
    Contract withdrawn = oneDay();
    now(deciding(inTime(withdrawn)).withdraw(exporter, withdrawn.id()));
    assertThat(record(owner))
        .isEqualTo(
            new AcceptanceRecord(
                owner.organizationId(),
                2,
                Map.of(Reason.DATES, 1, Reason.OTHER, 1),
                1,
                Optional.of(Duration.ofMinutes(210).toSeconds())));
  }

  /** One day of a year to come, so that many fit. */
  private Contract oneDay() {
    LocalDate day = OPENING.plusDays(100);
    LeaseRequest request = trade.request(exporter, 1, day, 1);
    return now(settling(asking(Trade.terms(request, listing), ASKING)));
  }
}
