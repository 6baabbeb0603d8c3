package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.ledger.JournalAnchor;
import exchange.core.ledger.JournalEntry;
import exchange.core.ledger.VerifyJournal;
import exchange.core.values.Page;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What {@code Journal} promises of books that nobody tampers with. */
public abstract class JournalBehavior extends StoreBehavior {
  private long sealAll() {
    now(ports.journal().seal(100_000));
    return now(ports.journal().length());
  }

  @Test
  void eachTransferIsSealedOnce() {
    long before = sealAll();
    for (int i = 0; i < 5; i++) {
      trade.exporterWith("USD 7");
    }
    assertThat(now(ports.journal().seal(3))).isEqualTo(3);
    assertThat(now(ports.journal().seal(3))).isEqualTo(2);
    assertThat(now(ports.journal().seal(3))).isZero();
    assertThat(now(ports.journal().length())).isEqualTo(before + 5);
    assertThat(now(new VerifyJournal(ports.journal()).verify(trade.operator())))
        .isEqualTo(new VerifyJournal.Verdict(before + 5, List.of()));
  }

  @Test
  void whatIsPaidWhileItIsSealedIsSealedLater() {
    long before = sealAll();
    Flux.range(0, 40)
        .flatMap(
            i ->
                i % 4 == 0
                    ? ports.journal().seal(1000)
                    : reactor.core.publisher.Mono.fromCallable(() -> trade.exporterWith("USD 1"))
                        .subscribeOn(Schedulers.boundedElastic()),
            8)
        .blockLast();
    assertThat(sealAll()).isEqualTo(before + 30);
    assertThat(now(new VerifyJournal(ports.journal()).verify(trade.operator())).faults()).isEmpty();
  }

  @Test
  void anybodyCanWorkOutTheChain() throws Exception {
    trade.exporterWith("USD 7");
    trade.exporterWith("JPY 70");
    sealAll();
    List<JournalEntry> newest =
        now(ports.journal().page(new Page.Query(2, Optional.empty()))).items();
    JournalEntry last = newest.get(0);
    JournalEntry before = newest.get(1);
    assertThat(last.number()).isEqualTo(before.number() + 1);
    assertThat(last.text()).startsWith(last.number() + "|").contains("FUNDING", "JPY");
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(HexFormat.of().parseHex(before.hash()));
    assertThat(last.hash())
        .isEqualTo(
            HexFormat.of().formatHex(sha256.digest(last.text().getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void theHeadIsToldOnceADay() {
    trade.exporterWith("USD 7");
    sealAll();
    trade.exporterWith("USD 7");
    sealAll();
    List<JournalAnchor> anchors =
        now(ports.journal().anchors(new Page.Query(10, Optional.empty()))).items();
    assertThat(anchors).extracting(JournalAnchor::day).doesNotHaveDuplicates();
    JournalAnchor last = anchors.get(0);
    Page.Query upTo = new Page.Query(1, Optional.of(last.number() + 1));
    assertThat(now(ports.journal().page(upTo)).items().get(0).hash()).isEqualTo(last.hash());
  }
}
