package exchange.api.web;

import exchange.core.lease.Contract;
import exchange.core.member.Caller;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.novation.HandLeaseOver;
import exchange.core.novation.Novation;
import exchange.core.novation.Novation.Reason;
import exchange.core.novation.Novations;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** An exporter hands what is left of a lease over; the owner consents, the newcomer takes it. */
@Controller
final class NovationPages {
  private final Novations novations;
  private final HandLeaseOver handLeaseOver;
  private final Organizations organizations;
  private final ContractPages contractPages;
  private final Once once;
  private final Clock clock;

  NovationPages(
      Novations novations,
      HandLeaseOver handLeaseOver,
      Organizations organizations,
      ContractPages contractPages,
      Once once,
      Clock clock) {
    this.novations = novations;
    this.handLeaseOver = handLeaseOver;
    this.organizations = organizations;
    this.contractPages = contractPages;
    this.once = once;
    this.clock = clock;
  }

  @PostMapping("/contracts/{id}/novations")
  Mono<Rendering> offer(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Novation.class,
        intent -> {
          Fields form = intent.form();
          return handLeaseOver.offer(
              intent.caller(),
              intent.id(),
              id,
              form.id("newcomer"),
              form.date("overFrom"),
              form.whole("over"),
              form.money("price"));
        },
        offer -> "/novations/" + offer.id(),
        fields -> contractPages.contractPage(id, fields, exchange));
  }

  @GetMapping("/novations/{id}")
  Mono<Rendering> novation(@PathVariable UUID id, ServerWebExchange exchange) {
    return page(id, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> page(UUID id, Fields fields, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(
            caller ->
                novations
                    .find(id, caller)
                    .flatMap(
                        offer ->
                            organizations
                                .named(Set.of(offer.holderId(), offer.newcomerId()))
                                .map(
                                    found ->
                                        found.stream()
                                            .collect(
                                                Collectors.toMap(
                                                    Organization::id, Organization::name)))
                                .<Rendering.Builder<?>>map(
                                    members -> page(offer, members, caller, fields))))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)));
  }

  private Rendering.Builder<?> page(
      Novation offer, Map<UUID, String> members, Caller caller, Fields fields) {
    UUID who = caller.organizationId();
    Instant now = clock.instant();
    return Rendering.view("novation")
        .modelAttribute("offer", offer)
        .modelAttribute("members", members)
        .modelAttribute("fields", fields)
        .modelAttribute("open", offer.isOpenAt(now))
        .modelAttribute("holder", offer.holderId().equals(who))
        .modelAttribute("newcomer", offer.newcomerId().equals(who))
        .modelAttribute("owner", offer.terms().ownerId().equals(who))
        .modelAttribute("now", now);
  }

  @PostMapping("/novations/{id}/consent")
  Mono<Rendering> consent(@PathVariable UUID id, ServerWebExchange exchange) {
    return submit(id, exchange, intent -> handLeaseOver.consent(intent.caller(), id));
  }

  @PostMapping("/novations/{id}/refusal")
  Mono<Rendering> refuse(@PathVariable UUID id, ServerWebExchange exchange) {
    return submit(
        id,
        exchange,
        intent ->
            handLeaseOver.refuse(intent.caller(), id, intent.form().choice("why", Reason.class)));
  }

  @PostMapping("/novations/{id}/withdrawal")
  Mono<Rendering> withdraw(@PathVariable UUID id, ServerWebExchange exchange) {
    return submit(id, exchange, intent -> handLeaseOver.withdraw(intent.caller(), id));
  }

  private Mono<Rendering> submit(
      UUID id, ServerWebExchange exchange, Function<Once.Intent, Mono<Novation>> change) {
    return once.submit(
        exchange,
        Novation.class,
        change,
        done -> "/novations/" + id,
        fields -> page(id, fields, exchange));
  }

  @PostMapping("/novations/{id}/taking")
  Mono<Rendering> take(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Contract.class,
        intent -> handLeaseOver.take(intent.caller(), intent.id(), id, intent.form().text("goods")),
        contract -> "/contracts/" + contract.id(),
        fields -> page(id, fields, exchange));
  }
}
