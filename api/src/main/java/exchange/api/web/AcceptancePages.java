package exchange.api.web;

import exchange.core.acceptance.Acceptance;
import exchange.core.acceptance.Acceptance.Reason;
import exchange.core.acceptance.DecideLease;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** An owner answers the leases that wait for its word, from its desk or from their own pages. */
@Controller
final class AcceptancePages {
  private final DecideLease decideLease;
  private final ContractPages contractPages;
  private final Once once;

  AcceptancePages(DecideLease decideLease, ContractPages contractPages, Once once) {
    this.decideLease = decideLease;
    this.contractPages = contractPages;
    this.once = once;
  }

  @PostMapping("/contracts/{id}/acceptance")
  Mono<Rendering> accept(@PathVariable UUID id, ServerWebExchange exchange) {
    return submit(id, exchange, intent -> decideLease.accept(intent.caller(), id));
  }

  @PostMapping("/contracts/{id}/refusal")
  Mono<Rendering> decline(@PathVariable UUID id, ServerWebExchange exchange) {
    return submit(
        id,
        exchange,
        intent ->
            decideLease.decline(
                intent.caller(),
                id,
                intent.form().choice("reason", Reason.class),
                intent.form().optional("words")));
  }

  @PostMapping("/contracts/{id}/withdrawal")
  Mono<Rendering> withdraw(@PathVariable UUID id, ServerWebExchange exchange) {
    return submit(id, exchange, intent -> decideLease.withdraw(intent.caller(), id));
  }

  private Mono<Rendering> submit(
      UUID id, ServerWebExchange exchange, Function<Once.Intent, Mono<Acceptance>> change) {
    return once.submit(
        exchange,
        Acceptance.class,
        change,
        done -> "/contracts/" + id,
        fields -> contractPages.contractPage(id, fields, exchange));
  }
}
