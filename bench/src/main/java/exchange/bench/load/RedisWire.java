package exchange.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Runs the server's own script for holds, one call at a time. */
final class RedisWire extends Wire {
  private static final int EVERY_DAY_FREE = 1_000_000_000;

  private final String digest;
  private final long stay;
  private final boolean hot;

  /**
   * @param stay the first day of each hold, of 52 days
   */
  RedisWire(int port, String password, String script, LocalDate stay, boolean hot)
      throws IOException {
    super(port);
    this.stay = stay.toEpochDay();
    this.hot = hot;
    command("AUTH", password);
    this.digest = command("SCRIPT", "LOAD", script);
  }

  /** Makes all slots known for as long as the measurement runs. */
  void inform(LocalDate firstDay) throws IOException {
    ByteBuffer free = ByteBuffer.allocate(365 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int day = 0; day < 365; day++) {
      free.putInt(EVERY_DAY_FREE);
    }
    String packed = new String(free.array(), StandardCharsets.ISO_8859_1);
    for (int slot = 0; slot < Books.SLOTS; slot++) {
      command(
          "HSET", key(slot), "first", "" + firstDay.toEpochDay(), "free", packed, "learned", "0");
    }
  }

  @Override
  public void send(int number) throws IOException {
    String answer =
        command(
            "EVALSHA",
            digest,
            "1",
            key(hot ? 0 : number % Books.SLOTS),
            "h" + number,
            "" + stay,
            "52",
            "1");
    if (!answer.equals("TAKEN")) {
      throw new IOException(answer);
    }
  }

  private static String key(int slot) {
    return "bench:{" + slot + "}";
  }

  /** The last text of the answer. */
  private String command(String... words) throws IOException {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : List.of(words)) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    write(text.toString());
    String head = line();
    if (head.startsWith("*")) {
      String last = "";
      for (int i = Integer.parseInt(head.substring(1)); i > 0; i--) {
        last = bulk(line());
      }
      return last;
    }
    return head.startsWith("$") ? bulk(head) : plain(head, words);
  }

  private String bulk(String head) throws IOException {
    byte[] body = bytes(Integer.parseInt(head.substring(1)) + 2);
    return new String(Arrays.copyOf(body, body.length - 2), StandardCharsets.ISO_8859_1);
  }

  private static String plain(String head, String[] words) throws IOException {
    if (head.startsWith("-")) {
      throw new IOException(words[0] + " was answered " + head);
    }
    return head.substring(1);
  }
}
