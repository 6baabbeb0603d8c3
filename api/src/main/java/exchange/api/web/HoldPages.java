package exchange.api.web;

import exchange.core.capacity.ExtendReservation;
import exchange.core.capacity.ReleaseReservation;
import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservation.Held;
import exchange.core.capacity.Reservations;
import exchange.core.lease.ConfirmReservation;
import exchange.core.lease.Contract;
import exchange.core.ledger.Ledger;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.quote.ReserveQuote;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Space is held while somebody decides. */
@Controller
final class HoldPages {
  private final Reservations reservations;
  private final ReserveQuote reserveQuote;
  private final ReleaseReservation releaseReservation;
  private final ExtendReservation extendReservation;
  private final ConfirmReservation confirmReservation;
  private final Ledger ledger;
  private final RequestPages requestPages;
  private final Once once;
  private final Clock clock;

  HoldPages(
      Reservations reservations,
      ReserveQuote reserveQuote,
      ReleaseReservation releaseReservation,
      ExtendReservation extendReservation,
      ConfirmReservation confirmReservation,
      Ledger ledger,
      RequestPages requestPages,
      Once once,
      Clock clock) {
    this.reservations = reservations;
    this.reserveQuote = reserveQuote;
    this.releaseReservation = releaseReservation;
    this.extendReservation = extendReservation;
    this.confirmReservation = confirmReservation;
    this.ledger = ledger;
    this.requestPages = requestPages;
    this.once = once;
    this.clock = clock;
  }

  @GetMapping("/holds")
  Mono<Rendering> holds(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> reservations.page(caller, Lists.query(before)))
        .map(page -> Lists.page("holds", page).build());
  }

  /** Sent from a page of quotes, which is shown again if the space cannot be held. */
  @PostMapping("/holds")
  Mono<Rendering> hold(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Held.class,
        intent -> reserveQuote.reserve(intent.caller(), intent.id(), intent.form().id("quoteId")),
        held -> "/holds/" + held.id(),
        fields -> requestPages.quotesAgain(fields, exchange));
  }

  @GetMapping("/holds/{id}")
  Mono<Rendering> hold(@PathVariable UUID id, ServerWebExchange exchange) {
    return holdPage(id, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> holdPage(UUID id, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(
            caller ->
                reservations
                    .find(id, caller)
                    .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
                    .flatMap(found -> holdPage(found, caller)));
  }

  /** What is to be paid in a currency for all parts together, and what there is. */
  public record Due(Money due, Money balance) {}

  private Mono<Rendering.Builder<?>> holdPage(Reservation hold, Caller caller) {
    boolean mine = hold.terms().exporterId().equals(caller.organizationId());
    return Flux.fromIterable(hold.siblings())
        .concatMap(sibling -> reservations.find(sibling, caller))
        .collectList()
        .zipWhen(siblings -> dues(hold, siblings, caller))
        .map(
            all ->
                Rendering.view("hold")
                    .modelAttribute("hold", hold)
                    .modelAttribute("siblings", all.getT1())
                    .modelAttribute(
                        "live", hold instanceof Held held && held.isLiveAt(clock.instant()))
                    .modelAttribute(
                        "state", hold.getClass().getSimpleName().toUpperCase(Locale.ROOT))
                    .modelAttribute("mine", mine)
                    .modelAttribute("dues", all.getT2())
                    .modelAttribute("total", all.getT2().stream().map(Due::due).toList())
                    .modelAttribute(
                        "enough",
                        all.getT2().stream()
                            .noneMatch(each -> each.balance().isLessThan(each.due())))
                    .modelAttribute("now", clock.instant()));
  }

  private Mono<List<Due>> dues(Reservation hold, List<Reservation> siblings, Caller caller) {
    Map<CurrencyUnit, Money> dues = new TreeMap<>();
    Stream.concat(Stream.of(hold), siblings.stream())
        .map(part -> part.terms().dueAtSettlement())
        .forEach(due -> dues.merge(due.getCurrencyUnit(), due, Money::plus));
    return ledger
        .wallet(caller.organizationId(), caller)
        .map(
            balances ->
                dues.values().stream()
                    .map(due -> new Due(due, balance(balances, due.getCurrencyUnit())))
                    .toList());
  }

  private static Money balance(List<Money> balances, CurrencyUnit currency) {
    return balances.stream()
        .filter(each -> each.getCurrencyUnit().equals(currency))
        .findFirst()
        .orElseGet(() -> Money.zero(currency));
  }

  @PostMapping("/holds/{id}/extension")
  Mono<Rendering> extend(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Held.class,
        intent -> extendReservation.extend(intent.caller(), id),
        held -> "/holds/" + id,
        fields -> holdPage(id, exchange));
  }

  @PostMapping("/holds/{id}/release")
  Mono<Rendering> release(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Reservation.class,
        intent -> {
          intent.caller().require(Role.EXPORTER);
          return releaseReservation.release(intent.caller(), id);
        },
        released -> "/holds/" + id,
        fields -> holdPage(id, exchange));
  }

  @PostMapping("/holds/{id}/confirmation")
  Mono<Rendering> confirm(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Contract.class,
        intent -> confirmReservation.confirm(intent.caller(), intent.id(), id),
        contract -> "/contracts/" + contract.id(),
        fields -> holdPage(id, exchange));
  }
}
