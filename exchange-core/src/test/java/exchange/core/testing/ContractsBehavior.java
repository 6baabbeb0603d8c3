package exchange.core.testing;

import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.INSUFFICIENT_FUNDS;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.RESERVATION_ENDED;
import static exchange.core.values.RefusalCode.RESERVATION_EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Escrow;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest.State;
import exchange.core.values.Page;
import exchange.core.values.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What {@code Contracts} and {@code Ledger} promise. */
public abstract class ContractsBehavior extends StoreBehavior {
  private static final Duration LONG = Duration.ofMinutes(10);

  private Reservation hold(LeaseTerms terms, Duration life) {
    return now(ports.reservations().reserve(UUID.randomUUID(), terms, HoldLimits.proposed(life)));
  }

  @Test
  void settlingMovesTheFirstPeriodIntoEscrow() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(owner, 10);
    LeaseTerms terms = trade.terms(exporter, listing, 4, 0, 40);
    Reservation held = hold(terms, LONG);

    Contract contract = now(ports.contracts().settle(UUID.randomUUID(), held.id(), exporter));

    assertThat(contract.terms()).isEqualTo(terms);
    assertThat(contract.reservationId()).isEqualTo(held.id());
    for (Caller party : List.of(owner, exporter, trade.operator())) {
      assertThat(now(ports.contracts().find(contract.id(), party))).isEqualTo(contract);
      // 4 pallets x 31 days of January x $1, and as much as deposit; the rest is due later.
      assertThat(now(ports.ledger().escrow(contract.id(), party)))
          .isEqualTo(new Escrow(Money.parse("USD 124.00"), Money.parse("USD 124.00")));
    }
    assertThat(now(ports.ledger().wallet(exporter.organizationId(), exporter)))
        .containsExactly(Money.parse("USD 752.00"));
    assertThat(now(ports.leaseRequests().find(terms.requestId(), exporter)).state())
        .isEqualTo(State.LEASED);
    assertThat(now(ports.capacities().free(listing.id())).on(OPENING)).isEqualTo(6);
    assertThat(now(ports.reservations().find(held.id(), exporter)))
        .isInstanceOfSatisfying(
            Reservation.Confirmed.class,
            confirmed -> assertThat(confirmed.contractId()).isEqualTo(contract.id()));
  }

  @Test
  void strangersSeeNothing() {
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(trade.owner(), 10);
    Reservation held = hold(trade.terms(exporter, listing, 1, 0, 1), LONG);
    Caller stranger = trade.exporter();
    refusal(ports.contracts().settle(UUID.randomUUID(), held.id(), stranger), NOT_FOUND);
    refusal(ports.contracts().settle(UUID.randomUUID(), UUID.randomUUID(), stranger), NOT_FOUND);
    Contract contract = now(ports.contracts().settle(UUID.randomUUID(), held.id(), exporter));
    assertEmpty(ports.contracts().find(contract.id(), stranger));
    assertEmpty(ports.ledger().escrow(contract.id(), stranger));
    refusal(ports.ledger().wallet(exporter.organizationId(), stranger), NOT_FOUND);
    assertThat(now(ports.contracts().page(stranger, new Page.Query(10, Optional.empty()))).items())
        .isEmpty();
  }

  @Test
  void withoutTheMoneyNothingChanges() {
    Caller exporter = trade.exporterWith("USD 19.99");
    Listing listing = trade.listing(trade.owner(), 10);
    LeaseTerms terms = trade.terms(exporter, listing, 1, 0, 10);
    Reservation held = hold(terms, LONG);
    UUID id = UUID.randomUUID();
    assertThat(
            refusal(ports.contracts().settle(id, held.id(), exporter), INSUFFICIENT_FUNDS).facts())
        .containsEntry("balance", "19.99")
        .containsEntry("needed", "20.00")
        .containsEntry("currency", "USD");
    assertEmpty(ports.contracts().find(id, exporter));
    assertThat(now(ports.reservations().find(held.id(), exporter))).isEqualTo(held);
    now(
        ports
            .ledger()
            .deposit(UUID.randomUUID(), exporter.organizationId(), Money.parse("USD 0.01"), "x"));
    now(ports.contracts().settle(id, held.id(), exporter));
  }

  @Test
  void anExpiredHoldNeverCommits() {
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(trade.owner(), 10);
    Reservation over = hold(trade.terms(exporter, listing, 1, 0, 10), Duration.ZERO);
    refusal(ports.contracts().settle(UUID.randomUUID(), over.id(), exporter), RESERVATION_EXPIRED);
    ports.reservations().expireDue().blockLast();
    refusal(ports.contracts().settle(UUID.randomUUID(), over.id(), exporter), RESERVATION_EXPIRED);
  }

  @Test
  void aConfirmedHoldNeverEndsOtherwise() {
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(trade.owner(), 10);
    Reservation held = hold(trade.terms(exporter, listing, 1, 0, 10), Duration.ofMillis(500));
    now(ports.contracts().settle(UUID.randomUUID(), held.id(), exporter));
    now(Mono.delay(Duration.ofMillis(600)));
    ports.reservations().expireDue().blockLast();
    refusal(ports.reservations().release(held.id(), exporter), RESERVATION_ENDED);
    refusal(ports.contracts().settle(UUID.randomUUID(), held.id(), exporter), RESERVATION_ENDED);
    assertThat(now(ports.capacities().free(listing.id())).on(OPENING)).isEqualTo(9);
  }

  @Test
  void racingConfirmationsMakeOneContract() {
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(trade.owner(), 10);
    Reservation held = hold(trade.terms(exporter, listing, 1, 0, 10), LONG);
    List<Object> results =
        now(
            Flux.range(0, 16)
                .flatMap(
                    i ->
                        ports
                            .contracts()
                            .settle(UUID.randomUUID(), held.id(), exporter)
                            .<Object>map(contract -> contract)
                            .onErrorResume(Mono::just)
                            .subscribeOn(Schedulers.parallel()),
                    16)
                .collectList());
    assertThat(results.stream().filter(Contract.class::isInstance)).hasSize(1);
    assertThat(results.stream().filter(r -> !(r instanceof Contract)))
        .allSatisfy(
            no ->
                assertThat(((RefusedException) no).refusal().code()).isEqualTo(RESERVATION_ENDED));
    assertThat(now(ports.ledger().wallet(exporter.organizationId(), exporter)))
        .containsExactly(Money.parse("USD 980.00"));
  }

  @Test
  void depositsAddUpByCurrencyAndOnce() {
    Caller member = trade.exporter();
    UUID id = UUID.randomUUID();
    now(ports.ledger().deposit(id, member.organizationId(), Money.parse("USD 10"), "a"));
    now(ports.ledger().deposit(id, member.organizationId(), Money.parse("USD 10"), "a"));
    now(
        ports
            .ledger()
            .deposit(UUID.randomUUID(), member.organizationId(), Money.parse("JPY 7"), "b"));
    assertThat(
            now(
                ports
                    .ledger()
                    .deposit(
                        UUID.randomUUID(), member.organizationId(), Money.parse("KWD 0.005"), "c")))
        .isEqualTo(Money.parse("KWD 0.005"));
    assertThat(now(ports.ledger().wallet(member.organizationId(), trade.operator())))
        .containsExactly(Money.parse("JPY 7"), Money.parse("KWD 0.005"), Money.parse("USD 10.00"));
    refusal(
        ports.ledger().deposit(UUID.randomUUID(), UUID.randomUUID(), Money.parse("USD 1"), "d"),
        NOT_FOUND);
  }
}
