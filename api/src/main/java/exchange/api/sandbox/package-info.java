/** A card provider that takes nothing off any card, for trying things out. */
@NullMarked
package exchange.api.sandbox;

import org.jspecify.annotations.NullMarked;
