"""A web page with an article, and with what stands around articles."""

SENTENCES = (
    "The river rose by two metres during the night, and the lower meadows were under water.",
    "Farmers had moved their cattle to the hill in the evening, after a warning from the town.",
    "Nobody was hurt, said the mayor, who had watched the gauge until four in the morning.",
    "The bridge stays closed until engineers have looked at its piers from a boat.",
)
PAGE = f"""<html><head><title>The river rose</title></head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav>
<div id="page"><article><h1>The river rose</h1>
<p>{SENTENCES[0]}</p><p>{SENTENCES[1]} <a href="/town">More about the town</a></p>
<figure><img src="/bridge.jpg" alt="The bridge"><figcaption>The bridge at dawn</figcaption></figure>
<table><tr><td>Gauge<td>412 cm</tr><tr><td>Place<td>Lower Town</tr></table>
<p>{SENTENCES[2]}</p><blockquote>We were lucky, and we know it well enough.</blockquote>
<p>{SENTENCES[3]}</p></article>
<aside><h3>Most read</h3><p>Ten recipes for the autumn that you must try.</p></aside>
</div>
<footer><p>All rights reserved. Subscribe to our newsletter for more of this every single day.</p>
<script>var tracking = "The river rose by two metres during the night";</script></footer></body>
</html>"""
