package exchange.api.web;

import exchange.core.billing.Claim;
import exchange.core.billing.ClaimDeposit;
import exchange.core.billing.Claims;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** An owner claims a part of a deposit, the exporter agrees, or the operator rules. */
@Controller
final class ClaimPages {
  private final Claims claims;
  private final ClaimDeposit claimDeposit;
  private final ContractPages contractPages;
  private final Once once;

  ClaimPages(Claims claims, ClaimDeposit claimDeposit, ContractPages contractPages, Once once) {
    this.claims = claims;
    this.claimDeposit = claimDeposit;
    this.contractPages = contractPages;
    this.once = once;
  }

  @GetMapping("/claims")
  Mono<Rendering> claims(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return list(before, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> list(Optional<Long> before, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> claims.page(caller, Lists.query(before)))
        .map(page -> Lists.page("claims", page));
  }

  @PostMapping("/contracts/{id}/claims")
  Mono<Rendering> file(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Claim.class,
        intent ->
            claimDeposit.file(
                intent.caller(),
                intent.id(),
                id,
                intent.form().money("amount"),
                intent.form().text("reason")),
        claim -> "/contracts/" + id,
        fields -> contractPages.contractPage(id, fields, exchange));
  }

  @PostMapping("/contracts/{contract}/claims/{id}/agreement")
  Mono<Rendering> agree(
      @PathVariable UUID contract, @PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Claim.class,
        intent -> claimDeposit.agree(intent.caller(), id),
        claim -> "/contracts/" + claim.contractId(),
        fields -> contractPages.contractPage(contract, Fields.NONE, exchange));
  }

  @PostMapping("/claims/{id}/ruling")
  Mono<Rendering> rule(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Claim.class,
        intent ->
            claimDeposit.rule(
                intent.caller(), id, intent.form().money("award"), intent.form().text("reason")),
        claim -> "/claims",
        fields -> list(Optional.empty(), exchange));
  }
}
