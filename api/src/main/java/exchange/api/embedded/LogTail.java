package exchange.api.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is written to a log from a certain moment on. */
record LogTail(Path log, long from) {

  private static final int LIMIT_BYTES = 64 << 10;

  /** From now on. */
  static LogTail of(Path log) throws IOException {
    return new LogTail(log, Files.exists(log) ? Files.size(log) : 0);
  }

  /** The last of it, when it is long. */
  String read() throws IOException {
    try (FileChannel channel = FileChannel.open(log)) {
      ByteBuffer bytes = ByteBuffer.allocate(LIMIT_BYTES);
      int length = channel.read(bytes, Math.max(from, channel.size() - LIMIT_BYTES));
      return new String(bytes.array(), 0, Math.max(0, length), UTF_8);
    }
  }
}
