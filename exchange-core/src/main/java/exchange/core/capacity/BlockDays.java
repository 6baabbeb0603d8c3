package exchange.core.capacity;

import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An owner takes units off the market for some days, and puts them back. */
public final class BlockDays {
  private final Blocks blocks;
  private final Holds holds;

  public BlockDays(Blocks blocks, Holds holds) {
    this.blocks = blocks;
    this.holds = holds;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, {@code VALIDATION_FAILED}, and what {@link Blocks#add}
   *     refuses
   */
  public Mono<Block> block(Caller caller, Block block) {
    if (block.units() < 1) {
      throw Refusal.invalid("units", "must be above 0");
    }
    if (block.days().days() > Listing.MOST_DAYS) {
      throw Refusal.invalid("to", "must be at most " + Listing.MOST_DAYS + " days after from");
    }
    return caller.asLessor(blocks.add(block, caller)).flatMap(this::known);
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Blocks#remove} refuses
   */
  public Mono<Block> unblock(Caller caller, UUID id) {
    return caller.asLessor(blocks.remove(id, caller)).flatMap(this::known);
  }

  /** The court asks again what is free; should it not hear of it, it asks by itself soon. */
  private Mono<Block> known(Block block) {
    return holds.forget(block.listingId()).onErrorComplete().thenReturn(block);
  }
}
