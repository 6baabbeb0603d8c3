package exchange.api.web;

import exchange.core.capacity.Reservations;
import exchange.core.lease.Contracts;
import exchange.core.lease.LeaseTerms;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequests;
import exchange.core.values.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A member's lists as files for a spreadsheet program: whole, not page by page. */
@Controller
final class ExportPages {
  private static final int AT_ONCE = 200;
  private static final int MOST_ROWS = 20_000;

  private final LeaseRequests requests;
  private final Reservations reservations;
  private final Contracts contracts;

  ExportPages(LeaseRequests requests, Reservations reservations, Contracts contracts) {
    this.requests = requests;
    this.reservations = reservations;
    this.contracts = contracts;
  }

  @GetMapping("/requests.csv")
  Mono<ResponseEntity<String>> requests(ServerWebExchange exchange) {
    return export(
        exchange,
        "requests.csv",
        List.of(
            "id",
            "goods",
            "storageClass",
            "unit",
            "quantity",
            "earliestStart",
            "latestStart",
            "days",
            "place",
            "budget",
            "currency",
            "state"),
        requests::page,
        filed ->
            List.of(
                filed.request().id().toString(),
                filed.request().goods(),
                filed.request().storageClass().name(),
                filed.request().unit().name(),
                Integer.toString(filed.request().quantity()),
                filed.request().earliestStart().toString(),
                filed.request().latestStart().toString(),
                Integer.toString(filed.request().days()),
                filed.request().markets().get(0).place().unlocode(),
                filed.request().budget().getAmount().toPlainString(),
                filed.request().budget().getCurrencyUnit().getCode(),
                filed.state().name()));
  }

  private static final List<String> LEASE =
      List.of(
          "id",
          "goods",
          "warehouse",
          "storageClass",
          "unit",
          "quantity",
          "firstDay",
          "lastNight",
          "total",
          "currency");

  @GetMapping("/holds.csv")
  Mono<ResponseEntity<String>> holds(ServerWebExchange exchange) {
    return export(
        exchange,
        "holds.csv",
        Stream.concat(LEASE.stream(), Stream.of("heldUntil")).toList(),
        reservations::page,
        hold -> lease(hold.id().toString(), hold.terms(), hold.expiresAt()));
  }

  @GetMapping("/contracts.csv")
  Mono<ResponseEntity<String>> contracts(ServerWebExchange exchange) {
    return export(
        exchange,
        "contracts.csv",
        Stream.concat(LEASE.stream(), Stream.of("confirmed")).toList(),
        contracts::page,
        contract -> lease(contract.id().toString(), contract.terms(), contract.settledAt()));
  }

  private static List<String> lease(String id, LeaseTerms terms, Instant instant) {
    return List.of(
        id,
        terms.goods(),
        terms.site().name(),
        terms.storageClass().name(),
        terms.unit().name(),
        Integer.toString(terms.quantity()),
        terms.stay().from().toString(),
        terms.stay().to().minusDays(1).toString(),
        terms.bill().total().getAmount().toPlainString(),
        terms.bill().currency().getCode(),
        instant.toString());
  }

  private static <T> Mono<ResponseEntity<String>> export(
      ServerWebExchange exchange,
      String name,
      List<String> header,
      BiFunction<Caller, Page.Query, Mono<Page<T>>> pages,
      Function<T, List<String>> line) {
    return Callers.of(exchange)
        .flatMap(
            caller ->
                pages
                    .apply(caller, new Page.Query(AT_ONCE, Optional.empty()))
                    .expand(
                        page ->
                            Mono.justOrEmpty(page.next())
                                .flatMap(
                                    next ->
                                        pages.apply(
                                            caller, new Page.Query(AT_ONCE, Optional.of(next)))))
                    .flatMapIterable(Page::items)
                    .take(MOST_ROWS)
                    .map(line)
                    .startWith(header)
                    .collectList())
        .map(lines -> UploadPages.file(name, Spreadsheets.csv(lines)));
  }
}
