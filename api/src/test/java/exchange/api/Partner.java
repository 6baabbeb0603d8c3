package exchange.api;

import exchange.client.ApiClient;
import exchange.client.ApiException;
import exchange.client.api.AcceptancesApi;
import exchange.client.api.AccessApi;
import exchange.client.api.ContractsApi;
import exchange.client.api.DisputesApi;
import exchange.client.api.DocumentsApi;
import exchange.client.api.EventsApi;
import exchange.client.api.LeaseRequestsApi;
import exchange.client.api.LedgerApi;
import exchange.client.api.ListingsApi;
import exchange.client.api.MatchingRoundsApi;
import exchange.client.api.OrganizationsApi;
import exchange.client.api.ReservationsApi;
import exchange.client.api.ReservesApi;
import exchange.client.api.SubletsApi;
import exchange.client.api.WarehousesApi;
import exchange.client.api.WebhooksApi;
import exchange.client.model.AdmittedOrganization;
import exchange.client.model.Money;
import exchange.client.model.NewDeposit;
import exchange.client.model.NewOrganization;
import exchange.client.model.NewWarehouse;
import exchange.client.model.Role;
import exchange.client.model.Warehouse;
import java.util.List;
import java.util.UUID;

/** A member's program, written with the generated client. */
final class Partner {
  private final String address;
  private final UUID id;
  private final String token;
  final OrganizationsApi organizations;
  final WarehousesApi warehouses;
  final ListingsApi listings;
  final LeaseRequestsApi requests;
  final MatchingRoundsApi rounds;
  final ReservationsApi reservations;
  final ContractsApi contracts;
  final AcceptancesApi acceptances;
  final SubletsApi sublets;
  final DisputesApi disputes;
  final DocumentsApi documents;
  final LedgerApi ledger;
  final ReservesApi reserves;
  final EventsApi events;
  final WebhooksApi webhooks;

  private Partner(String address, UUID id, String token) {
    this.address = address;
    this.id = id;
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
    sublets = new SubletsApi(client);
    disputes = new DisputesApi(client);
    documents = new DocumentsApi(client);
    ledger = new LedgerApi(client);
    reserves = new ReservesApi(client);
    events = new EventsApi(client);
    webhooks = new WebhooksApi(client);
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
      return new Partner(address, id, token);
    } catch (ApiException e) {
      throw new IllegalStateException("the exchange gave no token", e);
    }
  }

  UUID id() {
    return id;
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

  /** The key of a new intent. */
  static String key() {
    return UUID.randomUUID().toString();
  }
}
