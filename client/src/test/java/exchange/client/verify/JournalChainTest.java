package exchange.client.verify;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.client.model.JournalAnchor;
import exchange.client.model.JournalEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each entry counts, and so does where the journal ends. */
class JournalChainTest {
  private static final int LENGTH = 40;

  private static List<JournalEntry> journal() {
    List<JournalEntry> entries = new ArrayList<>();
    String hash = "";
    for (long number = 1; number <= LENGTH; number++) {
      String text = number + "|id|FUNDING|1|1 WALLET a EUR 5,2 BANK EUR -5|line " + number;
      hash = JournalChain.hash(hash, text);
      entries.add(new JournalEntry().number(number).text(text).hash(hash));
    }
    return entries;
  }

  private static final List<JournalAnchor> TOLD =
      List.of(
          new JournalAnchor().number(25L).hash(journal().get(24).getHash()),
          new JournalAnchor().number((long) LENGTH).hash(journal().get(LENGTH - 1).getHash()));

  private static List<String> faults(List<JournalEntry> oldestFirst) {
    JournalChain chain = new JournalChain(TOLD);
    List<JournalEntry> newestFirst = new ArrayList<>(oldestFirst);
    Collections.reverse(newestFirst);
    newestFirst.forEach(chain::older);
    chain.end();
    assertThat(chain.entries()).isEqualTo(oldestFirst.size());
    return chain.faults();
  }

  @Test
  void theRealJournalIsInOrder() {
    assertThat(faults(journal())).isEmpty();
  }

  @Test
  void anyChangeIsFound() {
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      List<JournalEntry> journal = journal();
      int one = random.nextInt(LENGTH);
      JournalEntry entry = journal.get(one);
      switch (i % 6) {
        case 0 -> entry.text(entry.getText().replace("EUR 5", "EUR 6"));
        case 1 -> entry.hash(JournalChain.hash("", entry.getText() + " "));
        case 2 -> journal.remove(one);
        case 3 -> Collections.swap(journal, one, (one + 1) % LENGTH);
        case 4 -> journal.subList(one, LENGTH).clear();
        default -> {
          // Rewritten with all that follows.
          String before = one == 0 ? "" : journal.get(one - 1).getHash();
          entry.text(entry.getText().replace("EUR 5", "EUR 6"));
          for (JournalEntry each : journal.subList(one, LENGTH)) {
            before = JournalChain.hash(before, each.getText());
            each.hash(before);
          }
        }
      }
      assertThat(faults(journal)).as("change %d of entry %d", i % 6, one + 1).isNotEmpty();
    }
  }
}
