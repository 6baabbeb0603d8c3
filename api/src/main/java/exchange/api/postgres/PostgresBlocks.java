package exchange.api.postgres;

import exchange.core.capacity.Block;
import exchange.core.capacity.Blocks;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresBlocks implements Blocks {
  private static final Function<String, Block> BLOCK = Documents.reader(Block.class);

  private final Database database;

  public PostgresBlocks(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Block> add(Block block, Caller caller) {
    return database.change(
        "add_block", Map.of("block", block, "callerId", caller.organizationId()), BLOCK);
  }

  @Override
  public Mono<Block> remove(UUID id, Caller caller) {
    return database.change(
        "remove_block", Map.of("id", id, "callerId", caller.organizationId()), BLOCK);
  }

  @Override
  public Mono<Page<Block>> page(UUID listingId, Page.Query query) {
    return database.page(
        """
        select seq, doc::text from block
        where seq < $1 and listing_id = $2 and removed_at is null""",
        query,
        BLOCK,
        listingId);
  }
}
