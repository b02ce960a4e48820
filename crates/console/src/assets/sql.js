// Ctrl+Enter runs the statement; a table's button writes one.
const form = document.querySelector("#ask");
const text = document.querySelector("#q");
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
});
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => { text.value = button.dataset.ask; form.requestSubmit(); });
}
form.addEventListener("submit", () => { for (const button of form.querySelectorAll("button.main")) button.textContent = "Running…"; });
