package exchange.api.rest;

import exchange.api.wire.Block;
import exchange.api.wire.BlockPage;
import exchange.api.wire.NewBlock;
import exchange.api.wire.ops.BlocksApi;
import exchange.core.capacity.BlockDays;
import exchange.core.capacity.Blocks;
import exchange.core.listing.Listings;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class BlocksController implements BlocksApi {
  private final Blocks blocks;
  private final BlockDays blockDays;
  private final Listings listings;
  private final Writes writes;

  BlocksController(Blocks blocks, BlockDays blockDays, Listings listings, Writes writes) {
    this.blocks = blocks;
    this.blockDays = blockDays;
    this.listings = listings;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Block>> blockDays(
      String idempotencyKey, UUID listingId, Mono<NewBlock> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.capacity.Block.class,
        intent -> blockDays.block(intent.caller(), block(intent.id(), listingId, intent.body())),
        (intent, block) ->
            ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(wire(block)));
  }

  private static exchange.core.capacity.Block block(UUID id, UUID listingId, NewBlock wire) {
    return new exchange.core.capacity.Block(
        id,
        listingId,
        WireValues.dates("dates", wire.getDates()),
        wire.getUnits(),
        WireValues.notBlank("reason", wire.getReason()));
  }

  @Override
  public Mono<ResponseEntity<BlockPage>> listBlocks(
      UUID listingId, Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Mono.zip(Callers.of(http), listings.find(listingId))
        .filter(
            both ->
                both.getT1().isOperator()
                    || both.getT2().value().ownerId().equals(both.getT1().organizationId()))
        .switchIfEmpty(Answers.missing())
        .flatMap(theirs -> blocks.page(listingId, Cursors.query(limit, cursor)))
        .map(
            page ->
                new BlockPage(page.map(BlocksController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Void>> unblockDays(UUID blockId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> blockDays.unblock(caller, blockId))
        .map(removed -> ResponseEntity.noContent().build());
  }

  private static Block wire(exchange.core.capacity.Block block) {
    return new Block(
        block.id(),
        block.listingId(),
        WireValues.dates(block.days()),
        block.units(),
        block.reason());
  }
}
