package exchange.core.testing;

import exchange.core.billing.Billing;
import exchange.core.billing.Billings;
import exchange.core.lease.Conditions;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Bill;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.listing.RateCard;
import exchange.core.listing.Site;
import exchange.core.listing.StorageRate;
import exchange.core.member.Caller;
import exchange.core.member.Credential;
import exchange.core.member.CreditTier;
import exchange.core.member.Organization;
import exchange.core.member.Role;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.GeoPoint;
import exchange.core.values.Place;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import exchange.core.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** A small trade to test with: members, a warehouse in Hamburg, listings, requests, terms. */
public final class Trade {
  public static final LocalDate OPENING = LocalDate.of(2031, 1, 1);
  public static final Place HAMBURG =
      new Place("DEHAM", "Hamburg", "DE", new GeoPoint(53.55, 9.93), ZoneId.of("Europe/Berlin"));

  public static final ExchangeRates RATES =
      new ExchangeRates(
          CurrencyUnit.USD,
          "test table",
          Instant.EPOCH,
          Map.of(
              CurrencyUnit.EUR,
              new BigDecimal("0.92"),
              CurrencyUnit.JPY,
              new BigDecimal("151.5"),
              CurrencyUnit.of("KWD"),
              new BigDecimal("0.307")));

  private final Ports ports;

  public Trade(Ports ports) {
    this.ports = ports;
  }

  /** The value, waited for. */
  public static <T> T now(Mono<T> mono) {
    T value = mono.block();
    if (value == null) {
      throw new AssertionError("nothing came");
    }
    return value;
  }

  public Caller owner() {
    return member(Role.OWNER);
  }

  public Caller exporter() {
    return member(Role.EXPORTER);
  }

  public Caller operator() {
    return member(Role.OPERATOR);
  }

  private Caller member(Role role) {
    UUID id = UUID.randomUUID();
    Organization organization = new Organization(id, "Member " + id, "DE", Set.of(role));
    now(ports.organizations().admit(organization, new Credential("client-" + id, id, "hash")));
    return new Caller(id, Set.of(role));
  }

  /** An exporter with money. */
  public Caller exporterWith(String money) {
    Caller exporter = exporter();
    now(
        ports
            .ledger()
            .deposit(
                UUID.randomUUID(), exporter.organizationId(), Money.parse(money), "a transfer"));
    return exporter;
  }

  public Warehouse warehouse(Caller owner) {
    return now(ports
            .warehouses()
            .add(
                new Warehouse(
                    UUID.randomUUID(),
                    owner.organizationId(),
                    "Altona Shed",
                    "Neumühlen 11, 22763 Hamburg",
                    "DE",
                    new GeoPoint(53.54, 9.92),
                    HAMBURG,
                    HAMBURG.zone())))
        .value();
  }

  /** {@code quantity} ambient pallet positions for a year from {@link #OPENING} on, $1 a day. */
  public Listing listing(Caller owner, int quantity) {
    return now(ports.listings().add(offer(warehouse(owner), quantity))).value();
  }

  public static Listing offer(Warehouse warehouse, int quantity) {
    return new Listing(
        UUID.randomUUID(),
        warehouse.ownerId(),
        Site.of(warehouse),
        StorageClass.AMBIENT,
        Unit.XPX,
        quantity,
        DateRange.ofDays(OPENING, 365),
        dollarADay(),
        1,
        1,
        true);
  }

  public static RateCard dollarADay() {
    return new RateCard(
        CurrencyUnit.USD,
        new StorageRate(BigDecimal.ONE, StorageRate.Basis.DAY),
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        List.of(),
        List.of(),
        BigDecimal.ZERO);
  }

  /** Lets the periods that a lease has paid for pass, and then the lease. */
  public static Mono<Billing> runOut(Billings billings, UUID contract, Instant now) {
    return billings
        .find(contract, new Caller(new UUID(0, 0), Set.of(Role.OPERATOR)))
        .expand(each -> each.closed() < each.funded() ? billings.close(each, now) : Mono.empty())
        .last()
        .flatMap(each -> billings.returnDeposit(each, now));
  }

  /** Asks for pallets from one day on, budget no object. */
  public LeaseRequest request(Caller exporter, int quantity, LocalDate from, int days) {
    LeaseRequest request =
        new LeaseRequest(
            UUID.randomUUID(),
            exporter.organizationId(),
            "lanterns",
            StorageClass.AMBIENT,
            Unit.XPX,
            quantity,
            from,
            from,
            days,
            List.of(new LeaseRequest.Market(HAMBURG, BigDecimal.ONE)),
            Money.parse("USD 1000000"));
    now(ports.leaseRequests().add(request));
    return request;
  }

  /** The terms of the first stay that the request allows, without commission. */
  public static LeaseTerms terms(LeaseRequest request, Listing listing) {
    return terms(request, listing, new Pricing(BigDecimal.ZERO));
  }

  public static LeaseTerms terms(LeaseRequest request, Listing listing, Pricing pricing) {
    DateRange stay = request.stays().get(0);
    Bill bill = pricing.price(listing.rateCard(), request.quantity(), stay);
    return new LeaseTerms(
        request.id(),
        listing.id(),
        request.exporterId(),
        listing.ownerId(),
        listing.site(),
        request.goods(),
        request.storageClass(),
        request.unit(),
        request.quantity(),
        stay,
        listing.rateCard(),
        bill,
        conditions(bill),
        listing.sublets());
  }

  /** The same terms under other conditions. */
  public static LeaseTerms with(LeaseTerms terms, Conditions conditions) {
    return new LeaseTerms(
        terms.requestId(),
        terms.listingId(),
        terms.exporterId(),
        terms.ownerId(),
        terms.site(),
        terms.goods(),
        terms.storageClass(),
        terms.unit(),
        terms.quantity(),
        terms.stay(),
        terms.rateCard(),
        terms.bill(),
        conditions,
        terms.sublets());
  }

  /** Of the first rulebook for a newcomer. */
  private static Conditions conditions(Bill bill) {
    return InMemoryRulebooks.FIRST.conditions(CreditTier.NEWCOMER, bill, RATES);
  }

  /** Terms for a fresh request of the exporter. */
  public LeaseTerms terms(Caller exporter, Listing listing, int quantity, int day, int days) {
    return terms(request(exporter, quantity, OPENING.plusDays(day), days), listing);
  }
}
