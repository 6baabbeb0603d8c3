package exchange.core.testing;

import exchange.core.ledger.Journal;
import exchange.core.ledger.JournalAnchor;
import exchange.core.ledger.JournalEntry;
import exchange.core.testing.InMemoryLedger.Transfer;
import exchange.core.values.Page;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class InMemoryJournal implements Journal {
  private final Books books;
  private final List<JournalEntry> entries = new ArrayList<>();
  private final List<JournalAnchor> anchors = new ArrayList<>();

  InMemoryJournal(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Integer> seal(int most) {
    return books.read(
        () -> {
          List<Transfer> all = books.ledger.transfers();
          int from = entries.size();
          int to = Math.min(all.size(), from + most);
          for (int i = from; i < to; i++) {
            entries.add(entry(i + 1, all.get(i)));
          }
          LocalDate today = LocalDate.ofInstant(books.clock.instant(), ZoneOffset.UTC);
          boolean told = anchors.stream().anyMatch(each -> each.day().equals(today));
          if (!told && !entries.isEmpty()) {
            JournalEntry head = entries.get(entries.size() - 1);
            anchors.add(
                new JournalAnchor(today, head.number(), head.hash(), books.clock.instant()));
          }
          return to - from;
        });
  }

  private JournalEntry entry(long number, Transfer transfer) {
    String legs =
        transfer.legs().entrySet().stream()
            .map(leg -> leg.getKey() + " " + leg.getValue().getAmountMinorLong())
            .sorted(Comparator.naturalOrder())
            .collect(Collectors.joining(","));
    String text =
        "%d|%s|%s|%s|%s".formatted(number, transfer.id(), transfer.kind(), legs, transfer.cause());
    String before = number == 1 ? "" : entries.get((int) number - 2).hash();
    return new JournalEntry(number, text, hash(before, text));
  }

  private static String hash(String before, String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(HexFormat.of().parseHex(before));
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public Mono<Long> length() {
    return books.read(() -> (long) entries.size());
  }

  @Override
  public Flux<Long> wrongEntries(long from, long to) {
    return books
        .read(
            () ->
                LongStream.rangeClosed(from, to)
                    .filter(number -> !entries.get((int) number - 1).equals(again(number)))
                    .boxed()
                    .toList())
        .flatMapIterable(wrong -> wrong);
  }

  private JournalEntry again(long number) {
    return entry(number, books.ledger.transfers().get((int) number - 1));
  }

  @Override
  public Mono<List<String>> faults() {
    return Mono.just(List.of());
  }

  @Override
  public Mono<Page<JournalEntry>> page(Page.Query query) {
    return books.read(() -> Books.page(entries, each -> true, query));
  }

  @Override
  public Mono<Page<JournalAnchor>> anchors(Page.Query query) {
    return books.read(() -> Books.page(anchors, each -> true, query));
  }
}
