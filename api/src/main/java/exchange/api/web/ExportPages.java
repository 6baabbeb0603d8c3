package exchange.api.web;

import exchange.core.billing.Billings;
import exchange.core.billing.Documents;
import exchange.core.capacity.Reservations;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Journal;
import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.member.Caller;
import exchange.core.member.Organizations;
import exchange.core.member.Role;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.request.Splitting;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.warehouse.Warehouses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A member's tables as files for a spreadsheet program: whole, not page by page. */
@Controller
final class ExportPages {
  private static final int AT_ONCE = 200;
  private static final int MOST_ROWS = 20_000;
  private static final MediaType XLSX =
      MediaType.valueOf("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

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

  private final Map<String, Table> tables;

  ExportPages(
      LeaseRequests requests,
      Reservations reservations,
      Billings billings,
      Documents documents,
      Warehouses warehouses,
      Listings listings,
      Organizations organizations,
      Journal journal) {
    this.tables =
        Map.of(
            "requests", requests(requests),
            "holds", holds(reservations),
            "contracts", contracts(billings),
            "documents", documents(documents),
            "warehouses", warehouses(warehouses),
            "offers", offers(listings),
            "members", members(organizations),
            "journal", journal(journal));
  }

  /** Lines of cells, the header first; a cell is text, a number or a date. */
  private interface Table {
    Flux<List<?>> lines(Caller caller);
  }

  @GetMapping("/export/{name}.{format:csv|xlsx}")
  Mono<ResponseEntity<byte[]>> export(
      @PathVariable String name, @PathVariable String format, ServerWebExchange exchange) {
    Table table = tables.get(name);
    if (table == null) {
      return Mono.error(Refusal.of(RefusalCode.NOT_FOUND));
    }
    boolean workbook = format.equals("xlsx");
    return Callers.of(exchange)
        .flatMap(caller -> table.lines(caller).collectList())
        .map(lines -> workbook ? Spreadsheets.xlsx(name, lines) : Spreadsheets.csvBytes(lines))
        .map(bytes -> file(name + "." + format, workbook ? XLSX : Spreadsheets.CSV, bytes));
  }

  static ResponseEntity<byte[]> file(String name, MediaType type, byte[] bytes) {
    return ResponseEntity.ok()
        .contentType(type)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .body(bytes);
  }

  private static <T> Table table(
      List<String> header,
      BiFunction<Caller, Page.Query, Mono<Page<T>>> pages,
      Function<T, List<?>> line) {
    return caller ->
        pages
            .apply(caller, new Page.Query(AT_ONCE, Optional.empty()))
            .expand(
                page ->
                    Mono.justOrEmpty(page.next())
                        .flatMap(
                            next ->
                                pages.apply(caller, new Page.Query(AT_ONCE, Optional.of(next)))))
            .flatMapIterable(Page::items)
            .take(MOST_ROWS)
            .map(line)
            .startWith(List.<List<?>>of(header));
  }

  private static Table requests(LeaseRequests requests) {
    return table(
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
            "smallestPart",
            "mostSites",
            "state"),
        requests::page,
        filed -> {
          LeaseRequest request = filed.request();
          return List.of(
              request.id(),
              request.goods(),
              request.storageClass(),
              request.unit(),
              request.quantity(),
              request.earliestStart(),
              request.latestStart(),
              request.days(),
              request.markets().get(0).place().unlocode(),
              request.budget().getAmount(),
              request.budget().getCurrencyUnit(),
              request.splitting().<Object>map(Splitting::smallestPart).orElse(""),
              request.splitting().<Object>map(Splitting::mostSites).orElse(""),
              filed.state());
        });
  }

  private static Table holds(Reservations reservations) {
    return table(
        plus(LEASE, "heldUntil"),
        reservations::page,
        hold -> lease(hold.id(), hold.terms(), hold.expiresAt()));
  }

  private static Table contracts(Billings billings) {
    return table(
        plus(LEASE, "state"),
        billings::page,
        billing -> lease(billing.contractId(), billing.terms(), billing.state()));
  }

  private static List<String> plus(List<String> header, String column) {
    return Stream.concat(header.stream(), Stream.of(column)).toList();
  }

  private static List<?> lease(UUID id, LeaseTerms terms, Object last) {
    return List.of(
        id,
        terms.goods(),
        terms.site().name(),
        terms.storageClass(),
        terms.unit(),
        terms.quantity(),
        terms.stay().from(),
        terms.stay().to().minusDays(1),
        terms.bill().total().getAmount(),
        terms.bill().currency(),
        last);
  }

  private static Table documents(Documents documents) {
    return table(
        List.of(
            "id",
            "kind",
            "number",
            "contract",
            "firstDay",
            "lastDay",
            "total",
            "currency",
            "issued"),
        documents::page,
        document ->
            List.of(
                document.id(),
                document.kind(),
                document.number(),
                document.contractId(),
                document.from(),
                document.to().minusDays(1),
                document.total().getAmount(),
                document.total().getCurrencyUnit(),
                document.issuedAt()));
  }

  private static Table warehouses(Warehouses warehouses) {
    return table(
        List.of("id", "name", "address", "country", "latitude", "longitude", "gateway", "zone"),
        warehouses::page,
        versioned ->
            List.of(
                versioned.value().id(),
                versioned.value().name(),
                versioned.value().address(),
                versioned.value().country(),
                versioned.value().point().latitude(),
                versioned.value().point().longitude(),
                versioned.value().gateway().unlocode(),
                versioned.value().zone()));
  }

  /** As they could be uploaded again. */
  private static Table offers(Listings listings) {
    return table(
        plus(ListingSheet.COLUMNS.subList(0, ListingSheet.COLUMNS.indexOf("discountDays")), "open"),
        (caller, query) -> listings.page(OwnerPages.ownedBy(caller), query),
        versioned -> {
          Listing listing = versioned.value();
          return List.of(
              listing.site().name(),
              listing.storageClass(),
              listing.unit(),
              listing.quantity(),
              listing.window().from(),
              listing.window().to().minusDays(1),
              listing.minimumQuantity(),
              listing.minimumDays(),
              listing.rateCard().currency(),
              listing.rateCard().storage().amount(),
              listing.rateCard().storage().basis(),
              listing.rateCard().handlingIn(),
              listing.rateCard().handlingOut(),
              listing.rateCard().minimumCharge(),
              listing.rateCard().taxPercent(),
              listing.open());
        });
  }

  private static Table members(Organizations organizations) {
    return table(
        List.of("id", "name", "country", "roles"),
        organizations::page,
        member ->
            List.of(
                member.id(),
                member.name(),
                member.country(),
                String.join(" ", member.roles().stream().map(Role::name).sorted().toList())));
  }

  private static Table journal(Journal journal) {
    Table entries =
        table(
            List.of("number", "text", "hash"),
            (caller, query) -> journal.page(query),
            entry -> List.of(entry.number(), entry.text(), entry.hash()));
    return caller -> {
      caller.require(Role.OPERATOR);
      return entries.lines(caller);
    };
  }
}
