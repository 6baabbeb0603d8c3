package exchange.api.web;

import exchange.core.ledger.Journal;
import exchange.core.ledger.Ledger;
import exchange.core.ledger.PurposeTotal;
import exchange.core.ledger.VerifyJournal;
import exchange.core.reconciliation.Reconciliations;
import exchange.core.recount.Recounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The operator sees whose money lies where, every transfer, and whether all of it adds up. */
@Controller
final class BooksPages {
  private final Recounts recounts;
  private final Ledger ledger;
  private final Journal journal;
  private final VerifyJournal verifyJournal;
  private final Reconciliations reconciliations;

  BooksPages(
      Recounts recounts,
      Ledger ledger,
      Journal journal,
      VerifyJournal verifyJournal,
      Reconciliations reconciliations) {
    this.recounts = recounts;
    this.ledger = ledger;
    this.journal = journal;
    this.verifyJournal = verifyJournal;
    this.reconciliations = reconciliations;
  }

  @GetMapping("/books")
  Mono<Rendering> books(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return MemberPages.operator(exchange)
        .flatMap(caller -> Mono.zip(recounts.page(Lists.query(before)), ledger.totals()))
        .map(
            both ->
                Lists.page("books", both.getT1())
                    .modelAttribute("totals", byCurrency(both.getT2()))
                    .build());
  }

  private static Map<String, List<PurposeTotal>> byCurrency(List<PurposeTotal> totals) {
    return totals.stream()
        .collect(
            Collectors.groupingBy(
                each -> each.total().getCurrencyUnit().getCode(),
                TreeMap::new,
                Collectors.toList()));
  }

  @GetMapping("/books/days")
  Mono<Rendering> days(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return MemberPages.operator(exchange)
        .flatMap(caller -> reconciliations.page(Lists.query(before)))
        .map(page -> Lists.page("days", page).build());
  }

  @GetMapping("/books/journal")
  Mono<Rendering> journal(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return MemberPages.operator(exchange)
        .flatMap(caller -> Mono.zip(journal.page(Lists.query(before)), journal.length()))
        .map(
            both ->
                Lists.page("journal", both.getT1().map(JournalRow::of))
                    .modelAttribute("length", both.getT2())
                    .build());
  }

  /** Works out every entry anew, which takes its time. */
  @GetMapping("/books/journal/verification")
  Mono<Rendering> verify(ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(verifyJournal::verify)
        .map(verdict -> Rendering.view("verification").modelAttribute("verdict", verdict).build());
  }
}
