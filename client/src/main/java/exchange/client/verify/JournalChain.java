package exchange.client.verify;

import exchange.client.ApiException;
import exchange.client.api.LedgerApi;
import exchange.client.model.JournalAnchor;
import exchange.client.model.JournalEntry;
import exchange.client.model.JournalEntryPage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Works the exchange's journal out anew, trusting nobody: every hash from the one before and the
 * text, and whether it still leads to the anchors that were told earlier. Entries come newest
 * first, as the exchange gives them.
 */
public final class JournalChain {
  private static final int PAGE = 200;

  private final Map<Long, String> anchors = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private JournalEntry newer;
  private long entries;

  /**
   * @param kept anchors as they were told, by the exchange or by whoever kept them
   */
  public JournalChain(List<JournalAnchor> kept) {
    kept.forEach(anchor -> anchors.put(anchor.getNumber(), anchor.getHash()));
  }

  /** The whole journal of an exchange, which an operator may read. */
  public static JournalChain read(LedgerApi ledger, List<JournalAnchor> kept) throws ApiException {
    JournalChain chain = new JournalChain(kept);
    String cursor = null;
    do {
      JournalEntryPage page = ledger.listJournalEntries(PAGE, cursor);
      page.getItems().forEach(chain::older);
      cursor = page.getNextCursor();
    } while (cursor != null);
    chain.end();
    return chain;
  }

  /** The next older entry. */
  public void older(JournalEntry entry) {
    entries++;
    if (newer != null) {
      if (newer.getNumber() != entry.getNumber() + 1) {
        faults.add("no entry " + (newer.getNumber() - 1));
      }
      check(newer, entry.getHash());
    }
    newer = entry;
  }

  /** There is no older one. */
  public void end() {
    if (newer != null) {
      if (newer.getNumber() != 1) {
        faults.add("no entry " + (newer.getNumber() - 1));
      }
      check(newer, "");
    }
    anchors.keySet().forEach(number -> faults.add("no entry " + number + ", which was told"));
  }

  private void check(JournalEntry entry, String before) {
    boolean follows =
        entry.getText().startsWith(entry.getNumber() + "|")
            && hash(before, entry.getText()).equals(entry.getHash());
    if (!follows) {
      faults.add("entry " + entry.getNumber() + " does not follow from the one before");
    }
    String told = anchors.remove(entry.getNumber());
    if (told != null && !told.equals(entry.getHash())) {
      faults.add("entry " + entry.getNumber() + " is not the one that was told");
    }
  }

  /** SHA-256 of the hash before and the text, in hexadecimal. */
  public static String hash(String before, String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(HexFormat.of().parseHex(before));
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public long entries() {
    return entries;
  }

  /** What is wrong, in a sentence each; nothing if all is well. */
  public List<String> faults() {
    return List.copyOf(faults);
  }
}
