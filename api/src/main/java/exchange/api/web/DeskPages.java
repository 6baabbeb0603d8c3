package exchange.api.web;

import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservation.Held;
import exchange.core.capacity.Reservations;
import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.ledger.Ledger;
import exchange.core.listing.Bill;
import exchange.core.matching.MatchingRounds;
import exchange.core.member.Caller;
import exchange.core.recount.Recounts;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Page;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What each member wants to see first: what waits for it, and how its business goes. */
@Controller
final class DeskPages {
  private static final Page.Query RECENT = new Page.Query(50, Optional.empty());
  private static final int MONTHS = 9;

  private final LeaseRequests requests;
  private final Reservations reservations;
  private final Contracts contracts;
  private final Ledger ledger;
  private final MatchingRounds rounds;
  private final Recounts recounts;
  private final ExchangeRates rates;
  private final Clock clock;

  DeskPages(
      LeaseRequests requests,
      Reservations reservations,
      Contracts contracts,
      Ledger ledger,
      MatchingRounds rounds,
      Recounts recounts,
      ExchangeRates rates,
      Clock clock) {
    this.requests = requests;
    this.reservations = reservations;
    this.contracts = contracts;
    this.ledger = ledger;
    this.rounds = rounds;
    this.recounts = recounts;
    this.rates = rates;
    this.clock = clock;
  }

  @GetMapping("/desk")
  Mono<Rendering> desk(ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> caller.isOperator() ? operatorDesk() : tradeDesk(caller));
  }

  private Mono<Rendering> operatorDesk() {
    return Mono.zip(rounds.page(RECENT), recounts.page(RECENT))
        .map(
            both ->
                Rendering.view("desk-operator")
                    .modelAttribute(
                        "rounds", both.getT1().items().stream().map(RoundPages.Row::of).toList())
                    .modelAttribute("recounts", both.getT2().items())
                    .build());
  }

  private Mono<Rendering> tradeDesk(Caller caller) {
    return Mono.zip(
            requests.page(caller, RECENT),
            reservations.page(caller, RECENT),
            contracts.page(caller, RECENT),
            ledger.wallet(caller.organizationId(), caller))
        .map(
            all ->
                Rendering.view("desk")
                    .modelAttribute(
                        "open",
                        all.getT1().items().stream()
                            .filter(each -> each.state() == LeaseRequest.State.OPEN)
                            .toList())
                    .modelAttribute("holds", live(all.getT2().items()))
                    .modelAttribute("contracts", all.getT3().items())
                    .modelAttribute(
                        "balances",
                        all.getT4().stream()
                            .sorted(Comparator.comparing(Money::getCurrencyUnit))
                            .toList())
                    .modelAttribute("now", clock.instant())
                    .modelAttribute("months", months(all.getT3().items()))
                    .build());
  }

  /** The one whose time is over first, first. */
  private List<Reservation> live(List<Reservation> all) {
    return all.stream()
        .filter(each -> each instanceof Held held && held.isLiveAt(clock.instant()))
        .sorted(Comparator.comparing(Reservation::expiresAt))
        .toList();
  }

  /**
   * What contracts bill in a month.
   *
   * @param height 0 to 100, as a bar
   */
  public record Month(LocalDate first, Money billed, double height) {}

  private List<Month> months(List<Contract> all) {
    Map<YearMonth, Money> billed = new TreeMap<>();
    YearMonth start = YearMonth.now(clock);
    IntStream.range(0, MONTHS)
        .forEach(i -> billed.put(start.plusMonths(i), Money.zero(rates.market())));
    for (Contract contract : all) {
      Bill bill = contract.terms().bill();
      for (Bill.Period period : bill.periods()) {
        Money amount = rates.toMarket(bill.total(period));
        billed.computeIfPresent(
            YearMonth.from(period.dates().from()), (month, sum) -> sum.plus(amount));
      }
    }
    double most =
        billed.values().stream()
            .mapToDouble(money -> money.getAmount().doubleValue())
            .max()
            .orElse(0);
    return billed.entrySet().stream()
        .map(
            each ->
                new Month(
                    each.getKey().atDay(1),
                    each.getValue(),
                    most == 0
                        ? 0
                        : Math.round(1000 * each.getValue().getAmount().doubleValue() / most)
                            / 10.0))
        .toList();
  }
}
