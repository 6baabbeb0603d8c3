package exchange.api.web;

import exchange.core.ledger.DepositFunds;
import exchange.core.member.AdmitOrganization;
import exchange.core.member.Caller;
import exchange.core.member.Credential;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.member.Role;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The operator admits members and books what they paid in. */
@Controller
final class MemberPages {
  private final Organizations organizations;
  private final AdmitOrganization admitOrganization;
  private final MemberSecrets secrets;
  private final DepositFunds depositFunds;
  private final ExchangeRates rates;
  private final Once once;

  MemberPages(
      Organizations organizations,
      AdmitOrganization admitOrganization,
      MemberSecrets secrets,
      DepositFunds depositFunds,
      ExchangeRates rates,
      Once once) {
    this.organizations = organizations;
    this.admitOrganization = admitOrganization;
    this.secrets = secrets;
    this.depositFunds = depositFunds;
    this.rates = rates;
    this.once = once;
  }

  static Mono<Caller> operator(ServerWebExchange exchange) {
    return Callers.of(exchange).doOnNext(caller -> caller.require(Role.OPERATOR));
  }

  @GetMapping("/members")
  Mono<Rendering> members(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return members(before, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> members(
      Optional<Long> before, Fields fields, ServerWebExchange exchange) {
    return operator(exchange)
        .flatMap(caller -> organizations.page(caller, Lists.query(before)))
        .map(
            page ->
                Lists.page("members", page)
                    .modelAttribute("fields", fields)
                    .modelAttribute("currencies", rates.currencies())
                    .modelAttribute("roles", Role.values()));
  }

  /** Leads to the page that shows what the new member signs in with. */
  @PostMapping("/members")
  Mono<Rendering> admit(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Organization.class,
        intent -> {
          Organization member = member(intent);
          String clientId = member.id().toString();
          return secrets
              .hash(secrets.of(clientId))
              .map(hash -> new Credential(clientId, member.id(), hash))
              .flatMap(credential -> admitOrganization.admit(intent.caller(), member, credential));
        },
        member -> "/members/" + member.id(),
        fields -> members(Optional.empty(), fields, exchange));
  }

  private static Organization member(Once.Intent intent) {
    Fields form = intent.form();
    Set<Role> roles =
        Objects.requireNonNullElse(form.typed().get("roles"), List.<String>of()).stream()
            .map(Role::valueOf)
            .collect(Collectors.toSet());
    String country = form.text("country").toUpperCase(Locale.ROOT);
    if (!country.matches("[A-Z]{2}")) {
      throw Refusal.invalid("country", "must be a country's two letters, such as CN");
    }
    return new Organization(intent.id(), form.text("name"), country, roles);
  }

  @GetMapping("/members/{id}")
  Mono<Rendering> member(@PathVariable UUID id, ServerWebExchange exchange) {
    return member(id, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> member(UUID id, Fields fields, ServerWebExchange exchange) {
    return operator(exchange)
        .flatMap(
            caller ->
                organizations
                    .find(id, caller)
                    .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND))))
        .zipWith(organizations.signIn(id.toString()).hasElement())
        .map(
            both -> {
              Rendering.Builder<?> page =
                  Rendering.view("member")
                      .modelAttribute("member", both.getT1())
                      .modelAttribute("fields", fields)
                      .modelAttribute("currencies", rates.currencies());
              // Members from elsewhere sign in with what they chose themselves.
              return both.getT2() ? page.modelAttribute("secret", secrets.of(id.toString())) : page;
            });
  }

  @PostMapping("/members/{id}/deposits")
  Mono<Rendering> deposit(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Money.class,
        intent ->
            depositFunds.deposit(
                intent.caller(),
                intent.id(),
                id,
                intent.form().money("amount"),
                intent.form().text("reference")),
        balance -> "/members/" + id,
        fields -> member(id, fields, exchange));
  }
}
