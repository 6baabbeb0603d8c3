package exchange.api.demo;

import exchange.core.listing.Listing;
import exchange.core.member.Organization;
import exchange.core.quote.Objection;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequest;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Places;
import exchange.core.warehouse.Warehouse;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A whole market as values: who trades, what is offered, what is asked for, and money to pay with.
 * Demand exceeds supply in popular places, so a plan that serves requests one by one loses to one
 * that sees them together.
 *
 * @param members owners and exporters
 * @param remainders leases whose tenants offer on what they have left
 * @param impossible the requests that nobody can serve, on purpose, and the rule that stops each
 */
public record DemoMarket(
    Member operator,
    List<Member> members,
    List<Warehouse> warehouses,
    List<Listing> listings,
    List<LeaseRequest> requests,
    List<Deposit> deposits,
    List<Remainder> remainders,
    Map<UUID, Objection.Rule> impossible) {

  /** The seed of the market that a new server shows. */
  public static final long SEED = 2;

  /** Signs the operator in. */
  public static final String OPERATOR_CLIENT = "demo-operator";

  /** Signs an owner in, with its number from 1 on behind it. */
  public static final String OWNER_CLIENT = "demo-owner-";

  /** Signs an exporter in, with its number from 1 on behind it. */
  public static final String EXPORTER_CLIENT = "demo-exporter-";

  /** The secret of every member of the demo. Known to everybody, so only fit for a demo. */
  public static final String SECRET = "demo-secret";

  /** Of the exporters, the one that leases more than it needs. */
  private static final int TENANT = 6;

  /** In every wallet; more than all requests of one exporter together may cost. */
  private static final BigDecimal USD_PER_WALLET = BigDecimal.valueOf(600_000);

  /** A member company and the client id that signs it in. */
  public record Member(Organization organization, String clientId) {}

  /** Money that has arrived at the bank for a member. */
  public record Deposit(UUID id, UUID organizationId, Money amount, String reference) {}

  /**
   * A lease that is there from the beginning, and offered on.
   *
   * @param listing what is leased, all of it
   */
  public record Remainder(Listing listing, LeaseRequest request, int number) {
    /** Of the listing of what is left. */
    public UUID subletId() {
      return id("sublet", number);
    }
  }

  public DemoMarket {
    members = List.copyOf(members);
    warehouses = List.copyOf(warehouses);
    listings = List.copyOf(listings);
    requests = List.copyOf(requests);
    deposits = List.copyOf(deposits);
    remainders = List.copyOf(remainders);
    impossible = Map.copyOf(impossible);
  }

  /**
   * The same market for the same seed and start. Only dates and what hangs on them depend on the
   * start; ids depend on neither.
   *
   * @param start the day on which the market opens; no request begins in the week after it
   * @param options prices what requests would cost, which their budgets are drawn around
   */
  public static DemoMarket draw(
      long seed, LocalDate start, Places places, ExchangeRates rates, Options options) {
    List<Member> owners = DemoMembers.owners();
    List<Member> exporters = DemoMembers.exporters();
    List<DemoWarehouses.Placed> sites =
        new DemoWarehouses(places, owners, new Dice(seed, "warehouses")).draw();
    List<DemoListings.Offered> offers =
        new DemoListings(start, rates, new Dice(seed, "listings")).draw(sites);
    DemoBudgets budgets = new DemoBudgets(start, offers, rates, options);
    DemoRequests.Drawn asked =
        new DemoRequests(start, places, exporters, offers, budgets, new Dice(seed, "requests"))
            .draw();
    List<Listing> listings = offers.stream().map(DemoListings.Offered::listing).toList();
    List<Member> members = new ArrayList<>(owners);
    members.addAll(exporters);
    return new DemoMarket(
        DemoMembers.operator(),
        members,
        sites.stream().map(DemoWarehouses.Placed::warehouse).toList(),
        listings,
        asked.requests(),
        deposits(exporters, listings, rates),
        new DemoRemainders(start, exporters.get(TENANT)).draw(offers),
        asked.impossible());
  }

  /** Some members of each kind, to look around as. */
  public static List<Member> signIns() {
    return List.of(
        DemoMembers.exporters().get(0),
        DemoMembers.exporters().get(4),
        DemoMembers.owners().get(4),
        DemoMembers.owners().get(0),
        DemoMembers.operator());
  }

  /** The id of the {@code number}th thing of its kind: the same in every demo market. */
  static UUID id(String kind, int number) {
    String name = "demo/" + kind + "/" + number;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** A wallet for each exporter in each currency that some owner asks for. */
  private static List<Deposit> deposits(
      List<Member> exporters, List<Listing> listings, ExchangeRates rates) {
    List<CurrencyUnit> currencies =
        listings.stream()
            .map(listing -> listing.rateCard().currency())
            .distinct()
            .sorted(Comparator.comparing(CurrencyUnit::getCode))
            .toList();
    List<Deposit> deposits = new ArrayList<>();
    for (Member exporter : exporters) {
      for (CurrencyUnit currency : currencies) {
        int number = deposits.size() + 1;
        BigDecimal amount = USD_PER_WALLET.multiply(rates.rate(currency)).round(new MathContext(2));
        deposits.add(
            new Deposit(
                id("deposit", number),
                exporter.organization().id(),
                Money.of(currency, amount, RoundingMode.HALF_UP),
                "Demo funds " + number));
      }
    }
    return deposits;
  }
}
