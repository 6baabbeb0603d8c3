package exchange.api.redis;

import exchange.core.capacity.Capacities;
import exchange.core.capacity.Holds;
import exchange.core.values.DateRange;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Holds in Redis, one key a slot. A slot is forgotten a minute after it was learned, whatever
 * happens, so that nothing that went wrong stays wrong.
 */
public final class RedisHolds implements Holds {
  private static final Duration MEMORY = Duration.ofMinutes(1);

  private static final Script TAKE = new Script("take.lua");
  private static final Script GIVE_BACK = new Script("give-back.lua");
  private static final Script INFORM = new Script("inform.lua");

  private final RedisReactiveCommands<byte[], byte[]> redis;

  /**
   * @param connection shared, with a command timeout; commands are rejected while it is down
   */
  public RedisHolds(StatefulRedisConnection<byte[], byte[]> connection) {
    this.redis = connection.reactive();
  }

  @Override
  public Mono<Answer> take(UUID reservationId, UUID listingId, DateRange stay, int units) {
    return TAKE.run(
            redis,
            slot(listingId),
            ascii(reservationId),
            ascii(stay.from().toEpochDay()),
            ascii(stay.days()),
            ascii(units))
        .map(RedisHolds::answer);
  }

  private static Answer answer(List<byte[]> reply) {
    String word = text(reply.get(0));
    return switch (word) {
      case "TAKEN" -> new Taken();
      case "ENDED" -> new Ended();
      case "UNKNOWN_SLOT" -> new UnknownSlot();
      case "EXHAUSTED" ->
          new Exhausted(
              LocalDate.ofEpochDay(Long.parseLong(text(reply.get(1)))),
              Integer.parseInt(text(reply.get(2))));
      default -> throw new IllegalStateException("take.lua said " + word);
    };
  }

  @Override
  public Mono<Void> giveBack(UUID reservationId, UUID listingId) {
    return GIVE_BACK.run(redis, slot(listingId), ascii(reservationId)).then();
  }

  @Override
  public Mono<Void> inform(UUID listingId, Capacities.Snapshot known) {
    int[] units = known.free().units();
    ByteBuffer packed = ByteBuffer.allocate(units.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    packed.asIntBuffer().put(units);
    return INFORM
        .run(
            redis,
            slot(listingId),
            ascii(known.free().firstDay().toEpochDay()),
            packed.array(),
            ascii(MEMORY.toMillis()),
            ascii(known.holds()))
        .then();
  }

  @Override
  public Mono<Void> forget(UUID listingId) {
    return redis.del(slot(listingId)).then();
  }

  /** The braces keep all keys of a slot on one node of a Redis Cluster. */
  private static byte[] slot(UUID listingId) {
    return ascii("slot:{" + listingId + "}");
  }

  private static byte[] ascii(Object value) {
    return String.valueOf(value).getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] reply) {
    return new String(reply, StandardCharsets.US_ASCII);
  }
}
