package exchange.api.web;

import exchange.api.web.ListingSheet.Checked;
import exchange.api.web.ListingSheet.Mistake;
import exchange.api.web.Spreadsheets.Line;
import exchange.core.member.Caller;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import exchange.core.warehouse.Warehouse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Many listings from one file. Nothing is stored before the owner has seen what would be; until
 * then the checked rows travel with the page, so no node has to remember them.
 */
@Controller
final class UploadPages {
  private static final int MOST_BYTES = 2 * 1024 * 1024;
  private static final int AT_ONCE = 4;
  private static final int SHOWN = 20;
  private static final List<String> NEEDED =
      List.of("warehouse", "storageClass", "unit", "quantity", "from", "to", "currency", "rate");

  private final OwnerPages owners;
  private final Once once;
  private final Sentences sentences;
  private final ExchangeRates rates;
  private final Clock clock;

  UploadPages(OwnerPages owners, Once once, Sentences sentences, ExchangeRates rates, Clock clock) {
    this.owners = owners;
    this.once = once;
    this.sentences = sentences;
    this.rates = rates;
    this.clock = clock;
  }

  @GetMapping("/offers/upload")
  Mono<Rendering> blank(ServerWebExchange exchange) {
    return OwnerPages.owner(exchange)
        .map(
            caller ->
                Rendering.view("upload")
                    .modelAttribute("columns", ListingSheet.COLUMNS)
                    .modelAttribute("needed", NEEDED)
                    .build());
  }

  /** With one row to write over, for a warehouse that the owner has. */
  @GetMapping("/offers/template.csv")
  Mono<ResponseEntity<byte[]>> template(ServerWebExchange exchange) {
    return OwnerPages.owner(exchange)
        .flatMap(owners::sites)
        .map(
            sites -> {
              String site = sites.isEmpty() ? "" : sites.get(0).name();
              List<String> example = ListingSheet.example(site, LocalDate.now(clock));
              byte[] csv = Spreadsheets.csvBytes(List.of(ListingSheet.COLUMNS, example));
              return ExportPages.file("listings.csv", Spreadsheets.CSV, csv);
            });
  }

  @PostMapping("/offers/preview")
  Mono<Rendering> preview(@RequestPart("file") FilePart file, ServerWebExchange exchange) {
    return Mono.zip(OwnerPages.owner(exchange), bytes(file))
        .flatMap(both -> check(both.getT1(), Spreadsheets.read(both.getT2())))
        .onErrorResume(
            RefusedException.class,
            refused ->
                blank(exchange)
                    .map(
                        page -> {
                          page.modelAttributes()
                              .put(
                                  "refused",
                                  sentences.of(refused.refusal(), Language.of(exchange)));
                          return page;
                        }));
  }

  private static Mono<byte[]> bytes(FilePart file) {
    return DataBufferUtils.join(file.content(), MOST_BYTES)
        .map(UploadPages::bytes)
        .onErrorMap(
            DataBufferLimitException.class, tooLarge -> Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE));
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private Mono<Rendering> check(Caller caller, List<Line> lines) {
    if (lines.size() < 2 || lines.size() > ListingSheet.MOST_ROWS + 1) {
      return Mono.error(
          lines.size() < 2
              ? Refusal.of(RefusalCode.UNSUPPORTED_MEDIA_TYPE)
              : Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE));
    }
    List<String> header = lines.get(0).cells().stream().map(String::strip).toList();
    List<Mistake> missing =
        NEEDED.stream()
            .filter(column -> !header.contains(column))
            .map(column -> new Mistake(lines.get(0).number(), column, "column", ""))
            .toList();
    if (!missing.isEmpty()) {
      return Mono.just(preview(new Checked(List.of(), missing), lines));
    }
    List<ListingSheet.Row> rows =
        lines.stream()
            .skip(1)
            .map(
                line ->
                    new ListingSheet.Row(line.number(), ListingSheet.fields(header, line.cells())))
            .toList();
    return owners
        .sites(caller)
        .map(
            sites ->
                preview(ListingSheet.check(rows, sites, new HashSet<>(rates.currencies())), lines));
  }

  private static Rendering preview(Checked checked, List<Line> lines) {
    return Rendering.view("preview")
        .modelAttribute("good", checked.rows().size())
        .modelAttribute("shown", checked.rows().stream().limit(SHOWN).toList())
        .modelAttribute("mistakes", checked.mistakes())
        .modelAttribute("read", lines.size() - 1)
        .modelAttribute("rows", packed(checked.rows()))
        .build();
  }

  /** Each row with its line, which is part of what makes it happen once. */
  private static String packed(List<ListingSheet.Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    for (ListingSheet.Row row : rows) {
      List<String> line = new ArrayList<>(List.of(Long.toString(row.line())));
      ListingSheet.COLUMNS.forEach(column -> line.add(row.fields().get(column)));
      lines.add(line);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write(Spreadsheets.csv(lines).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return Base64.getUrlEncoder().encodeToString(bytes.toByteArray());
  }

  private static List<Line> unpacked(String packed) {
    byte[] bytes = Base64.getUrlDecoder().decode(packed);
    try (GZIPInputStream zipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return Spreadsheets.read(zipped.readNBytes(MOST_BYTES));
    } catch (IOException e) {
      throw Refusal.of(RefusalCode.MALFORMED_REQUEST);
    }
  }

  /** What comes back is checked like anything that is sent. */
  @PostMapping("/offers/import")
  Mono<Rendering> store(ServerWebExchange exchange) {
    return Mono.zip(OwnerPages.owner(exchange), exchange.getFormData().map(Fields::new))
        .flatMap(
            sent ->
                owners
                    .sites(sent.getT1())
                    .flatMapMany(sites -> store(sent.getT1(), sites, sent.getT2()))
                    .count())
        .map(stored -> Rendering.redirectTo("/offers?stored=" + stored).build());
  }

  private Flux<Object> store(Caller caller, List<Warehouse> sites, Fields sent) {
    String key = sent.text("key");
    return Flux.fromIterable(unpacked(sent.text("rows")))
        .flatMap(line -> store(caller, sites, key, line.cells()), AT_ONCE);
  }

  private Mono<Object> store(Caller caller, List<Warehouse> sites, String key, List<String> cells) {
    Fields row = ListingSheet.fields(ListingSheet.COLUMNS, cells.subList(1, cells.size()));
    row.typed().set("key", key + "/" + cells.get(0));
    return once.run(
        "POST /offers/import", caller, row, Object.class, intent -> owners.publish(intent, sites));
  }
}
