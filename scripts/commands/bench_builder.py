"""Time from a key to the painted page in a draft of many tasks, and from the pause after it to the new sums."""

from __future__ import annotations

from playwright.sync_api import Page

from .browser import TAP, add_slower, arguments_for, chromium, slow_down, spread

# The sample plans over and over, each task with a key of its own.
FILL = """wanted => {
  let draft = planDraft.frame(planData, planData.plans[0].id);
  while (draft.tasks.length < wanted) {
    for (const plan of planData.plans) for (const task of plan.tasks) {
      if (draft.tasks.length < wanted) draft = planDraft.addTask(draft, planData, plan.id, task.id);
    }
  }
  localStorage.setItem("plan-draft-zh", planDraft.file(draft));
}"""
# Two frames after the key the browser has painted what the key changed.
KEY = """field => new Promise(done => {
  const start = performance.now();
  field.value += "字";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""
SUMS = """page => { const start = performance.now(); page.sums(); document.body.offsetHeight; return performance.now() - start; }"""


def measure(page: Page, rounds: int) -> list[str]:
    """One line for each thing that a reader waits for."""
    page.locator(".pt-edit > summary").nth(3).click()
    field = page.locator(".pt-edit textarea").first.element_handle()
    keys = [float(page.evaluate(KEY, field)) for _ in range(rounds)]
    builder = page.locator("put-together").element_handle()
    lines = [f"key to paint: {spread(keys)}"]
    for view in ("warnings", "table", "calendar", "hours", "text"):
        page.locator(f"#pt-tab-{view}").click()
        page.evaluate(KEY, field)
        lines.append(f"sums with {view}: {spread([float(page.evaluate(SUMS, builder)) for _ in range(5)])}")
    page.locator("#pt-tab-warnings").click()
    button = page.locator(".pt-task .pt-buttons button").nth(301).element_handle()
    lines.append(f"task moved to paint: {spread([float(page.evaluate(TAP, button)) for _ in range(10)])}")
    return lines


def main() -> int:
    parser = arguments_for("bench-builder", __doc__)
    add_slower(parser)
    parser.add_argument("--tasks", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=30)
    arguments = parser.parse_args()
    address = (arguments.site / "put-together/index.html").as_uri()
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        # The page fetches its programs when it is first touched, or has a draft.
        page.locator("put-together").dispatch_event("pointerdown")
        page.locator("put-together button").first.wait_for()
        page.evaluate(FILL, arguments.tasks)
        slow_down(page, arguments.slower)
        page.reload()
        page.locator(".pt-task").last.wait_for(state="attached")
        print(f"{page.locator('.pt-task').count()} tasks, processor slowed {arguments.slower} times")
        print("\n".join(measure(page, arguments.rounds)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
