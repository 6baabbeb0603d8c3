package exchange.core.testing;

import static exchange.core.testing.Trade.HAMBURG;
import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.billing.BillContracts;
import exchange.core.billing.Billing;
import exchange.core.billing.Document;
import exchange.core.capacity.HoldLimits;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Escrow;
import exchange.core.ledger.PurposeTotal;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest;
import exchange.core.values.Page;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/**
 * What the suites about leases and their money share. The usual lease is of 4 pallets at a dollar a
 * day from 1 January to 12 March, with 5 % commission:
 *
 * <pre>
 * January    31 days   124.00 +  6.20 = 130.20, which is also the deposit
 * February   28 days   112.00 +  5.60 = 117.60
 * March      11 days    44.00 +  2.20 =  46.20
 * </pre>
 */
abstract class LeaseBehavior extends StoreBehavior {
  protected static final Pricing FIVE_PERCENT = new Pricing(BigDecimal.valueOf(5));
  protected static final LocalDate JANUARY = OPENING;
  protected static final LocalDate FEBRUARY = OPENING.plusMonths(1);
  protected static final LocalDate MARCH = OPENING.plusMonths(2);

  protected UUID settle(Caller exporter, LeaseTerms terms) {
    UUID reservation = UUID.randomUUID();
    now(
        ports
            .reservations()
            .reserve(reservation, terms, HoldLimits.proposed(Duration.ofMinutes(10))));
    return now(ports.contracts().settle(UUID.randomUUID(), reservation, exporter)).id();
  }

  protected UUID lease(Caller exporter, Listing listing) {
    LeaseRequest request = trade.request(exporter, 4, OPENING, 70);
    return settle(exporter, Trade.terms(request, listing, FIVE_PERCENT));
  }

  protected void bill(LocalDate day) {
    now(billing(midnight(day)));
  }

  protected Mono<Long> billing(Instant at) {
    return new BillContracts(ports.billings(), Clock.fixed(at, ZoneOffset.UTC), 50).bill();
  }

  protected static Instant midnight(LocalDate day) {
    return day.atStartOfDay(HAMBURG.zone()).toInstant();
  }

  protected void assertHas(Caller member, String money) {
    assertThat(now(ports.ledger().wallet(member.organizationId(), member)))
        .containsExactly(Money.parse(money));
  }

  protected void assertHeld(UUID contract, String escrow, String deposit) {
    assertThat(now(ports.ledger().escrow(contract, trade.operator())))
        .isEqualTo(new Escrow(Money.parse(escrow), Money.parse(deposit)));
  }

  protected Billing billingOf(UUID contract, Caller caller) {
    return now(ports.billings().find(contract, caller));
  }

  /** Oldest first. */
  protected List<Document> documents(Caller caller) {
    List<Document> found =
        new ArrayList<>(
            now(ports.documents().page(caller, new Page.Query(200, Optional.empty()))).items());
    Collections.reverse(found);
    return found;
  }

  protected void assertBalanced() {
    assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
    List<PurposeTotal> totals = now(ports.ledger().totals());
    assertThat(totals.stream().map(each -> each.total().getCurrencyUnit()).distinct())
        .allSatisfy(
            currency ->
                assertThat(
                        totals.stream()
                            .map(PurposeTotal::total)
                            .filter(total -> total.getCurrencyUnit().equals(currency))
                            .reduce(Money.zero(currency), Money::plus)
                            .isZero())
                    .as(totals.toString())
                    .isTrue());
  }

  protected LeaseTerms terms(UUID contract) {
    return now(ports.contracts().find(contract, trade.operator())).terms();
  }
}
