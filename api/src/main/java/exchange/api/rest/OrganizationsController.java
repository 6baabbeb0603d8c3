package exchange.api.rest;

import exchange.api.wire.AdmittedOrganization;
import exchange.api.wire.Deposit;
import exchange.api.wire.NewDeposit;
import exchange.api.wire.NewOrganization;
import exchange.api.wire.Organization;
import exchange.api.wire.OrganizationPage;
import exchange.api.wire.Wallet;
import exchange.api.wire.ops.OrganizationsApi;
import exchange.core.bank.FundingReference;
import exchange.core.ledger.DepositFunds;
import exchange.core.ledger.Ledger;
import exchange.core.member.AdmitOrganization;
import exchange.core.member.Credential;
import exchange.core.member.Organizations;
import exchange.core.member.Role;
import java.util.Comparator;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class OrganizationsController implements OrganizationsApi {
  private static final Comparator<Money> BY_CURRENCY = Comparator.comparing(Money::getCurrencyUnit);

  private final Organizations organizations;
  private final AdmitOrganization admitOrganization;
  private final ClientSecrets secrets;
  private final Ledger ledger;
  private final DepositFunds depositFunds;
  private final Writes writes;

  OrganizationsController(
      Organizations organizations,
      AdmitOrganization admitOrganization,
      ClientSecrets secrets,
      Ledger ledger,
      DepositFunds depositFunds,
      Writes writes) {
    this.organizations = organizations;
    this.admitOrganization = admitOrganization;
    this.secrets = secrets;
    this.ledger = ledger;
    this.depositFunds = depositFunds;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<AdmittedOrganization>> admitOrganization(
      String idempotencyKey, Mono<NewOrganization> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.member.Organization.class,
        this::admit,
        (intent, organization) -> admitted(organization));
  }

  private Mono<exchange.core.member.Organization> admit(Writes.Intent<NewOrganization> intent) {
    intent.caller().require(Role.OPERATOR);
    var organization = WireMembers.organization(intent.id(), intent.body());
    String clientId = clientId(organization);
    return secrets
        .hash(secrets.of(clientId))
        .map(hash -> new Credential(clientId, organization.id(), hash))
        .flatMap(credential -> admitOrganization.admit(intent.caller(), organization, credential));
  }

  private ResponseEntity<AdmittedOrganization> admitted(
      exchange.core.member.Organization organization) {
    String clientId = clientId(organization);
    return Answers.created(
        OrganizationsApi.PATH_GET_ORGANIZATION,
        organization.id(),
        new AdmittedOrganization(
            WireMembers.organization(organization), clientId, secrets.of(clientId)));
  }

  private static String clientId(exchange.core.member.Organization organization) {
    return organization.id().toString();
  }

  @Override
  public Mono<ResponseEntity<OrganizationPage>> listOrganizations(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> organizations.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new OrganizationPage(page.map(WireMembers::organization).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Organization>> getOrganization(
      UUID organizationId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> organizations.find(organizationId, caller))
        .switchIfEmpty(Answers.missing())
        .map(WireMembers::organization)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Wallet>> getWallet(UUID organizationId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> ledger.wallet(organizationId, caller))
        .map(
            balances ->
                new Wallet(
                    organizationId,
                    FundingReference.of(organizationId),
                    balances.stream().sorted(BY_CURRENCY).map(WireValues::money).toList()))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Deposit>> depositFunds(
      String idempotencyKey, UUID organizationId, Mono<NewDeposit> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        Money.class,
        intent ->
            depositFunds.deposit(
                intent.caller(),
                intent.id(),
                organizationId,
                WireValues.money("amount", intent.body().getAmount()),
                WireValues.notBlank("reference", intent.body().getReference())),
        OrganizationsController::booked);
  }

  private static ResponseEntity<Deposit> booked(Writes.Intent<NewDeposit> intent, Money balance) {
    Money amount = WireValues.money("amount", intent.body().getAmount());
    return ResponseEntity.status(HttpStatus.CREATED)
        .contentType(MediaType.APPLICATION_JSON)
        .body(new Deposit(intent.id(), WireValues.money(amount), WireValues.money(balance)));
  }
}
