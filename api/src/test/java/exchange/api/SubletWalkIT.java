package exchange.api;

import static exchange.api.Partner.assertRefused;
import static exchange.api.Partner.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.client.ApiException;
import exchange.client.model.Consent;
import exchange.client.model.ConsentRefusal;
import exchange.client.model.Contract;
import exchange.client.model.ContractState;
import exchange.client.model.Dates;
import exchange.client.model.DayAvailability;
import exchange.client.model.Event;
import exchange.client.model.LeaseAbove;
import exchange.client.model.Listing;
import exchange.client.model.ListingRevision;
import exchange.client.model.Money;
import exchange.client.model.NewAmendment;
import exchange.client.model.NewSublet;
import exchange.client.model.Quote;
import exchange.client.model.RateCard;
import exchange.client.model.Role;
import exchange.client.model.Sublet;
import exchange.client.model.SubletRefusal;
import exchange.client.model.SubletRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Space that is leased, offered on and leased again, as partners' programs see it. */
class SubletWalkIT {
  private static final int CAPACITY = 500;

  private static RunningExchange exchange;
  private static Partner operator;

  private final LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(30);
  private Partner owner;
  private Partner tenant;
  private Partner subtenant;

  @BeforeAll
  static void open() {
    exchange = RunningExchange.start();
    operator = exchange.operator();
  }

  @AfterAll
  static void stop() {
    exchange.close();
  }

  @Test
  void aPartOfALeaseIsLeasedAgain() throws Exception {
    owner = operator.admit("Altona Lager KG", "DE", Role.OWNER);
    tenant = operator.admit("Ningbo Lantern Co.", "CN", Role.EXPORTER);
    subtenant = operator.admit("Yiwu Kite Co.", "CN", Role.EXPORTER);
    operator.fund(tenant, "25000.00", "USD");
    operator.fund(subtenant, "25000.00", "USD");
    Listing listing = publish();
    Contract lease = lease(tenant, 100, start, 90, listing.getId());
    assertThat(lease.getTerms().getSublets()).isEqualTo(SubletRule.WITH_CONSENT);
    assertThat(lease.getChain()).isEmpty();

    Dates month = new Dates().from(start.plusDays(10)).to(start.plusDays(40));
    Sublet refused = offer(lease, 100, month);
    Sublet no =
        owner.sublets.refuseSublet(
            key(),
            refused.getListing().getId(),
            new SubletRefusal().code(ConsentRefusal.TENANT_RECORD));
    assertThat(no.getConsent()).isEqualTo(Consent.REFUSED);
    assertThat(no.getRefusal()).isEqualTo(ConsentRefusal.TENANT_RECORD);

    Sublet waiting = offer(lease, 40, month);
    assertThat(waiting.getConsent()).isEqualTo(Consent.WAITING);
    assertThat(waiting.getListing().getOpen()).isFalse();
    assertThat(waiting.getDecideBy()).isNotNull();
    assertRefused(() -> offer(lease, 61, month), "SUBLET_EXCEEDS_LEASE");
    assertThat(owner.sublets.listSublets(null, null, lease.getId()).getItems())
        .containsExactly(waiting, no);
    Sublet open = owner.sublets.consentToSublet(key(), waiting.getListing().getId());
    Listing offered = open.getListing();
    assertThat(offered.getOpen()).isTrue();
    assertThat(offered.getSublet()).isTrue();
    assertThat(offered.getOwnerId()).isEqualTo(tenant.id());

    assertThat(quotes(tenant, 40, month.getFrom(), 30))
        .extracting(quote -> quote.getTerms().getListingId())
        .doesNotContain(offered.getId());
    Contract below = lease(subtenant, 40, month.getFrom(), 30, offered.getId());
    assertThat(below.getTerms().getOwnerId()).isEqualTo(tenant.id());
    assertThat(below.getChain())
        .containsExactly(
            new LeaseAbove()
                .contractId(lease.getId())
                .listingId(listing.getId())
                .ownerId(owner.id())
                .tenantId(tenant.id())
                .stay(lease.getTerms().getStay())
                .quantity(100));
    assertThatThrownBy(() -> subtenant.contracts.getContract(lease.getId()))
        .isInstanceOfSatisfying(
            ApiException.class, error -> assertThat(error.getCode()).isEqualTo(404));

    assertMoney(tenant, lease, 100, "0.50");
    assertMoney(subtenant, below, 40, "0.40");
    assertThat(owner.organizations.getWallet(owner.id()).getBalances()).isEmpty();
    assertTaken(listing, lease.getTerms().getStay(), CAPACITY, 100);
    assertTaken(offered, month, 40, 40);
    assertBalances();

    assertRefused(() -> tenant.contracts.cancelContract(key(), lease.getId()), "SUBLET_IN_THE_WAY");
    UUID earlyEnd =
        tenant
            .amendments
            .quoteAmendment(
                key(), lease.getId(), new NewAmendment().from(start.plusDays(20)).quantity(0))
            .getId();
    assertRefused(() -> tenant.amendments.agreeAmendment(key(), earlyEnd), "SUBLET_IN_THE_WAY");
    Listing closed =
        tenant.listings.reviseListing(
            offered.getId(),
            new ListingRevision()
                .quantity(40)
                .minimumQuantity(1)
                .minimumDays(7)
                .open(false)
                .rateCard(offered.getRateCard()),
            "\"2\"");
    assertThat(closed.getOpen()).isFalse();
    subtenant.contracts.cancelContract(key(), below.getId());
    assertThat(tenant.contracts.cancelContract(key(), lease.getId()).getState())
        .isEqualTo(ContractState.CANCELLED);
    assertBalances();
    assertThat(owner.events.listEvents(200, null).getItems())
        .extracting(Event::getKind)
        .contains("SUBLET_OFFERED", "SUBLET_REFUSED", "SUBLET_CONSENTED");
  }

  private Listing publish() throws ApiException {
    Dates window = new Dates().from(start).to(start.plusDays(365));
    return owner.listings.publishListing(
        key(), owner.space("Altona Shed 4", CAPACITY, window, card("0.50")));
  }

  private static RateCard card(String perDay) {
    return Partner.card("USD", perDay, "0", "0");
  }

  private Sublet offer(Contract lease, int quantity, Dates window) throws ApiException {
    return tenant.sublets.offerSublet(
        key(),
        lease.getId(),
        new NewSublet()
            .quantity(quantity)
            .window(window)
            .minimumQuantity(1)
            .minimumDays(7)
            .rateCard(card("0.40")));
  }

  private static List<Quote> quotes(Partner exporter, int units, LocalDate from, int days)
      throws ApiException {
    return exporter.quotes(exporter.file(units, from, days));
  }

  /** By the cheapest quote, which must be that of the listing. */
  private static Contract lease(Partner exporter, int units, LocalDate from, int days, UUID listing)
      throws ApiException {
    Quote cheapest = quotes(exporter, units, from, days).get(0);
    assertThat(cheapest.getTerms().getListingId()).isEqualTo(listing);
    return exporter.lease(cheapest);
  }

  /** First period and deposit, each with the exchange's 5 percent, have left the wallet. */
  private static void assertMoney(Partner exporter, Contract lease, int units, String perDay)
      throws ApiException {
    Dates stay = lease.getTerms().getStay();
    LocalDate next = stay.getFrom().plusMonths(1);
    LocalDate to = next.isBefore(stay.getTo()) ? next : stay.getTo();
    BigDecimal storage =
        new BigDecimal(perDay)
            .multiply(BigDecimal.valueOf(units))
            .multiply(BigDecimal.valueOf(to.toEpochDay() - stay.getFrom().toEpochDay()));
    BigDecimal first = storage.multiply(new BigDecimal("1.05")).setScale(2, RoundingMode.HALF_UP);
    Money held = new Money().amount(first.toPlainString()).currency("USD");
    assertThat(exporter.contracts.getEscrow(lease.getId()).getBalance()).isEqualTo(held);
    assertThat(exporter.contracts.getEscrow(lease.getId()).getDeposit()).isEqualTo(held);
    String rest = new BigDecimal("25000.00").subtract(first).subtract(first).toPlainString();
    assertThat(exporter.organizations.getWallet(exporter.id()).getBalances())
        .containsExactly(new Money().amount(rest).currency("USD"));
  }

  private void assertTaken(Listing listing, Dates stay, int capacity, int units)
      throws ApiException {
    LocalDate from = start.minusDays(2);
    LocalDate to = start.plusDays(367);
    for (DayAvailability day :
        tenant.listings.getAvailability(from, to, listing.getId()).getDays()) {
      int offered = isIn(listing.getWindow(), day) ? capacity : 0;
      int taken = isIn(stay, day) ? units : 0;
      assertThat(day.getFree()).as("%s", day).isEqualTo(offered - taken);
    }
  }

  private static boolean isIn(Dates dates, DayAvailability day) {
    return !day.getDate().isBefore(dates.getFrom()) && day.getDate().isBefore(dates.getTo());
  }

  private static void assertBalances() throws ApiException {
    BigDecimal sum =
        operator.ledger.getTrialBalance().getTotals().stream()
            .map(each -> new BigDecimal(each.getTotal().getAmount()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo("0");
  }
}
