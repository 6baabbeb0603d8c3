package exchange.api.web;

import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.listing.RateCard;
import exchange.core.listing.StorageRate;
import exchange.core.sublet.ConsentRefusal;
import exchange.core.sublet.DecideSublet;
import exchange.core.sublet.OfferSublet;
import exchange.core.sublet.Sublet;
import exchange.core.values.DateRange;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A tenant offers on what it leases; who lets it consents, or says why not. */
@Controller
final class SubletPages {
  private final Contracts contracts;
  private final OfferSublet offerSublet;
  private final DecideSublet decideSublet;
  private final ContractPages contractPages;
  private final Once once;

  SubletPages(
      Contracts contracts,
      OfferSublet offerSublet,
      DecideSublet decideSublet,
      ContractPages contractPages,
      Once once) {
    this.contracts = contracts;
    this.offerSublet = offerSublet;
    this.decideSublet = decideSublet;
    this.contractPages = contractPages;
    this.once = once;
  }

  @PostMapping("/contracts/{id}/sublets")
  Mono<Rendering> offer(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Sublet.class,
        intent ->
            contracts
                .find(id, intent.caller())
                .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
                .map(lease -> part(lease, intent.form()))
                .flatMap(part -> offerSublet.offer(intent.caller(), intent.id(), id, part)),
        made -> "/contracts/" + id,
        fields -> contractPages.contractPage(id, fields, exchange));
  }

  /** At the tenant's own prices, but for that of storage. */
  private static OfferSublet.Part part(Contract lease, Fields form) {
    LocalDate from = form.date("from");
    LocalDate last = form.date("to");
    if (last.isBefore(from)) {
      throw Refusal.invalid("to", "must not be before the first day");
    }
    RateCard own = lease.terms().rateCard();
    RateCard card =
        new RateCard(
            own.currency(),
            new StorageRate(form.decimal("rate"), own.storage().basis()),
            own.handlingIn(),
            own.handlingOut(),
            own.minimumCharge(),
            own.lengthDiscounts(),
            own.peakWindows(),
            own.taxPercent());
    return new OfferSublet.Part(
        form.whole("quantity"),
        new DateRange(from, last.plusDays(1)),
        card,
        form.whole("minimumQuantity"),
        form.whole("minimumDays"));
  }

  @PostMapping("/contracts/{contract}/sublets/{id}/consent")
  Mono<Rendering> consent(
      @PathVariable UUID contract, @PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Sublet.class,
        intent -> decideSublet.consent(intent.caller(), id),
        decided -> "/contracts/" + contract,
        fields -> contractPages.contractPage(contract, Fields.NONE, exchange));
  }

  @PostMapping("/contracts/{contract}/sublets/{id}/refusal")
  Mono<Rendering> refuse(
      @PathVariable UUID contract, @PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Sublet.class,
        intent ->
            decideSublet.refuse(
                intent.caller(), id, intent.form().choice("why", ConsentRefusal.class)),
        decided -> "/contracts/" + contract,
        fields -> contractPages.contractPage(contract, Fields.NONE, exchange));
  }
}
