package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.client.ApiClient;
import exchange.client.ApiException;
import exchange.client.api.AcceptancesApi;
import exchange.client.api.AccessApi;
import exchange.client.api.AmendmentsApi;
import exchange.client.api.AnnexesApi;
import exchange.client.api.BlacklistApi;
import exchange.client.api.ContractsApi;
import exchange.client.api.CreditApi;
import exchange.client.api.DisputesApi;
import exchange.client.api.DocumentsApi;
import exchange.client.api.EventsApi;
import exchange.client.api.InboxApi;
import exchange.client.api.LeaseRequestsApi;
import exchange.client.api.LedgerApi;
import exchange.client.api.ListingsApi;
import exchange.client.api.MatchingRoundsApi;
import exchange.client.api.NovationsApi;
import exchange.client.api.OrganizationsApi;
import exchange.client.api.ReservationsApi;
import exchange.client.api.ReservesApi;
import exchange.client.api.ReviewsApi;
import exchange.client.api.SubletsApi;
import exchange.client.api.WarehousesApi;
import exchange.client.api.WebhooksApi;
import exchange.client.model.AdmittedOrganization;
import exchange.client.model.Contract;
import exchange.client.model.Dates;
import exchange.client.model.LeaseRequest;
import exchange.client.model.Market;
import exchange.client.model.Money;
import exchange.client.model.NewDeposit;
import exchange.client.model.NewLeaseRequest;
import exchange.client.model.NewListing;
import exchange.client.model.NewOrganization;
import exchange.client.model.NewReservation;
import exchange.client.model.NewWarehouse;
import exchange.client.model.Quote;
import exchange.client.model.RateCard;
import exchange.client.model.Role;
import exchange.client.model.StorageBasis;
import exchange.client.model.StorageClass;
import exchange.client.model.StorageRate;
import exchange.client.model.Unit;
import exchange.client.model.Warehouse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A member's program, written with the generated client. */
final class Partner {
  private final String address;
  private final UUID id;
  private final String secret;
  private final String token;
  final OrganizationsApi organizations;
  final WarehousesApi warehouses;
  final ListingsApi listings;
  final LeaseRequestsApi requests;
  final MatchingRoundsApi rounds;
  final ReservationsApi reservations;
  final ContractsApi contracts;
  final AcceptancesApi acceptances;
  final CreditApi credit;
  final BlacklistApi blacklist;
  final SubletsApi sublets;
  final DisputesApi disputes;
  final ReviewsApi reviews;
  final DocumentsApi documents;
  final AmendmentsApi amendments;
  final AnnexesApi annexes;
  final NovationsApi novations;
  final LedgerApi ledger;
  final ReservesApi reserves;
  final EventsApi events;
  final WebhooksApi webhooks;
  final InboxApi inbox;

  private Partner(String address, UUID id, String secret, String token) {
    this.address = address;
    this.id = id;
    this.secret = secret;
    this.token = token;
    ApiClient client = new ApiClient();
    client.updateBaseUri(address);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    organizations = new OrganizationsApi(client);
    warehouses = new WarehousesApi(client);
    listings = new ListingsApi(client);
    requests = new LeaseRequestsApi(client);
    rounds = new MatchingRoundsApi(client);
    reservations = new ReservationsApi(client);
    contracts = new ContractsApi(client);
    acceptances = new AcceptancesApi(client);
    credit = new CreditApi(client);
    blacklist = new BlacklistApi(client);
    sublets = new SubletsApi(client);
    disputes = new DisputesApi(client);
    reviews = new ReviewsApi(client);
    documents = new DocumentsApi(client);
    amendments = new AmendmentsApi(client);
    annexes = new AnnexesApi(client);
    novations = new NovationsApi(client);
    ledger = new LedgerApi(client);
    reserves = new ReservesApi(client);
    events = new EventsApi(client);
    webhooks = new WebhooksApi(client);
    inbox = new InboxApi(client);
  }

  /** For a member whose client id is its own id. */
  static Partner signIn(String address, String clientId, String secret) {
    return signIn(address, UUID.fromString(clientId), clientId, secret);
  }

  /** As an operator: a new member, signed in. */
  Partner admit(String name, String country, Role role) throws ApiException {
    AdmittedOrganization admitted =
        organizations.admitOrganization(
            key(), new NewOrganization().name(name).country(country).roles(List.of(role)));
    return signIn(
        address,
        admitted.getOrganization().getId(),
        admitted.getClientId(),
        admitted.getClientSecret());
  }

  static Partner signIn(String address, UUID id, String clientId, String secret) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(address);
    try {
      String token =
          new AccessApi(client).issueToken("client_credentials", clientId, secret).getAccessToken();
      return new Partner(address, id, secret, token);
    } catch (ApiException e) {
      throw new IllegalStateException("the exchange gave no token", e);
    }
  }

  UUID id() {
    return id;
  }

  /** That it signs in with, under its id. */
  String secret() {
    return secret;
  }

  String token() {
    return token;
  }

  /** As an operator: money for a member's wallet. */
  void fund(Partner member, String amount, String currency) throws ApiException {
    organizations.depositFunds(
        key(),
        member.id(),
        new NewDeposit()
            .amount(new Money().amount(amount).currency(currency))
            .reference("statement 214 line 3"));
  }

  /** As an owner: a shed in Hamburg. */
  Warehouse registerShed(String name) throws ApiException {
    return warehouses.registerWarehouse(
        key(),
        new NewWarehouse()
            .name(name)
            .address("Neumühlen 11, 22763 Hamburg")
            .country("DE")
            .latitude(53.5446)
            .longitude(9.9225)
            .gateway("DEHAM")
            .zone("Europe/Berlin"));
  }

  /** As an owner: space for pallets in a new shed, from one unit and one day on. */
  NewListing space(String shed, int quantity, Dates window, RateCard card) throws ApiException {
    return new NewListing()
        .warehouseId(registerShed(shed).getId())
        .storageClass(StorageClass.AMBIENT)
        .unit(Unit.XPX)
        .quantity(quantity)
        .window(window)
        .minimumQuantity(1)
        .minimumDays(1)
        .rateCard(card);
  }

  /** By the unit and day, untaxed, and the same at any length and time. */
  static RateCard card(String currency, String perDay, String handlingIn, String handlingOut) {
    return new RateCard()
        .currency(currency)
        .storage(new StorageRate().amount(perDay).basis(StorageBasis.DAY))
        .handlingIn(handlingIn)
        .handlingOut(handlingOut)
        .minimumCharge("0")
        .lengthDiscounts(List.of())
        .peakWindows(List.of())
        .taxPercent("0");
  }

  /** As an exporter: pallets for Hamburg that start on that day, whatever it costs. */
  LeaseRequest file(int quantity, LocalDate start, int days) throws ApiException {
    return requests.fileLeaseRequest(
        key(),
        new NewLeaseRequest()
            .goods("LED lanterns, boxed")
            .storageClass(StorageClass.AMBIENT)
            .unit(Unit.XPX)
            .quantity(quantity)
            .earliestStart(start)
            .latestStart(start)
            .days(days)
            .markets(List.of(new Market().unlocode("DEHAM").weight("1")))
            .budget(new Money().amount("900000.00").currency("USD")));
  }

  /** The best first. */
  List<Quote> quotes(LeaseRequest request) throws ApiException {
    return requests.quoteLeaseRequest(key(), request.getId(), 50).getQuotes();
  }

  Contract lease(Quote quote) throws ApiException {
    UUID held =
        reservations.reserveQuote(key(), new NewReservation().quoteId(quote.getId())).getId();
    return reservations.confirmReservation(key(), held);
  }

  Contract lease(int quantity, LocalDate start, int days, UUID listing) throws ApiException {
    return lease(
        quotes(file(quantity, start, days)).stream()
            .filter(each -> each.getTerms().getListingId().equals(listing))
            .findFirst()
            .orElseThrow());
  }

  /** What is in its wallet, of the one currency that is there. */
  BigDecimal wallet() throws ApiException {
    return organizations.getWallet(id).getBalances().stream()
        .map(Money::getAmount)
        .map(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static void assertRefused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> assertThat(refused.getResponseBody()).contains("\"" + code + "\""));
  }

  /** The key of a new intent. */
  static String key() {
    return UUID.randomUUID().toString();
  }
}
