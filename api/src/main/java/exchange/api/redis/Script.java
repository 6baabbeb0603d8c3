package exchange.api.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.reactive.RedisScriptingReactiveCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.core.publisher.Mono;

/** A Lua script of the class path, run by its digest and loaded again when Redis has lost it. */
final class Script {
  private final String source;

  /**
   * @param file beside the other scripts, such as {@code take.lua}
   */
  Script(String file) {
    try (InputStream in = Script.class.getResourceAsStream("/redis/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no script " + file);
      }
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What the script gives: a list of byte strings. */
  Mono<List<byte[]>> run(
      RedisScriptingReactiveCommands<byte[], byte[]> redis, byte[] key, byte[]... arguments) {
    byte[][] keys = {key};
    Mono<Object> byDigest =
        Mono.defer(
            () ->
                redis
                    .evalsha(redis.digest(source), ScriptOutputType.MULTI, keys, arguments)
                    .collectList()
                    .map(Script::unwrap));
    return byDigest
        .onErrorResume(
            RedisNoScriptException.class,
            lost ->
                redis
                    .eval(
                        source.getBytes(StandardCharsets.UTF_8),
                        ScriptOutputType.MULTI,
                        keys,
                        arguments)
                    .collectList()
                    .map(Script::unwrap))
        .map(Script::bytes);
  }

  /** Lettuce may emit the reply's list as one element or element by element. */
  private static Object unwrap(List<Object> emitted) {
    return emitted.size() == 1 && emitted.get(0) instanceof List<?> list ? list : emitted;
  }

  private static List<byte[]> bytes(Object reply) {
    return ((List<?>) reply).stream().map(byte[].class::cast).toList();
  }
}
