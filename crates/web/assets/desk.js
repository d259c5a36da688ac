// What is easier with a script on a server that writes: marking a passage by selecting it, and dropping files to import.
// Every page works without it.
"use strict";

(() => {
  const CONTEXT = 32;

  const highlight = document.querySelector("form.highlight");
  const text = document.querySelector(".cutting .text");
  if (highlight && text) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "highlight-here";
    button.textContent = "Highlight";
    button.hidden = true;
    document.body.append(button);
    let passage = null;

    // The passage that is selected, within the block where the selection begins.
    const selected = () => {
      const selection = document.getSelection();
      if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
      const range = selection.getRangeAt(0);
      const start = range.startContainer.nodeType === Node.ELEMENT_NODE ? range.startContainer : range.startContainer.parentElement;
      const block = start && start.closest("p, h2, li, blockquote, pre");
      if (!block || !block.closest(".blocks") || !text.contains(block)) return null;
      const whole = document.createRange();
      whole.selectNodeContents(block);
      const before = whole.cloneRange();
      before.setEnd(range.startContainer, range.startOffset);
      const exact = range.cloneRange();
      if (!block.contains(range.endContainer)) exact.setEnd(whole.endContainer, whole.endOffset);
      const after = whole.cloneRange();
      after.setStart(exact.endContainer, exact.endOffset);
      if (exact.toString().trim() === "") return null;
      return { exact: exact.toString(), prefix: before.toString().slice(-CONTEXT), suffix: after.toString().slice(0, CONTEXT), range: exact };
    };

    document.addEventListener("selectionchange", () => {
      passage = selected();
      button.hidden = !passage;
      if (!passage) return;
      const place = passage.range.getBoundingClientRect();
      button.style.top = `${window.scrollY + place.bottom + 6}px`;
      button.style.left = `${window.scrollX + Math.max(8, Math.min(place.left, window.innerWidth - 120))}px`;
    });

    // A press would take the selection away before the click.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (!passage) return;
      for (const field of ["exact", "prefix", "suffix"]) highlight.elements[field].value = passage[field];
      highlight.requestSubmit();
    });
  }

  const upload = document.querySelector("form.import");
  if (upload) {
    const files = upload.querySelector("input[type=file]");
    const drop = upload.querySelector(".drop");
    const bar = upload.querySelector("progress");
    const say = upload.querySelector(".progress-text");

    for (const kind of ["dragenter", "dragover"]) {
      upload.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
    }
    upload.addEventListener("dragleave", () => drop.classList.remove("over"));
    upload.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length > 0) files.files = event.dataTransfer.files;
    });

    const follow = async (page) => {
      const job = await (await fetch(`/api/v1/imports/${page.split("/").pop()}`)).json();
      if (job.state !== "running") { location.assign(page); return; }
      bar.max = Math.max(1, job.progress.bytes_total);
      bar.value = job.progress.bytes_read;
      say.textContent = `Importing: ${job.progress.records} records read, ${job.progress.new} new, ${job.progress.rejected} rejected`;
      setTimeout(() => follow(page), 500);
    };

    upload.addEventListener("submit", (event) => {
      event.preventDefault();
      const request = new XMLHttpRequest();
      bar.classList.remove("unseen");
      upload.querySelector("button").disabled = true;
      request.upload.addEventListener("progress", (sent) => {
        if (!sent.lengthComputable) return;
        bar.max = sent.total;
        bar.value = sent.loaded;
        say.textContent = `Sending: ${Math.round((100 * sent.loaded) / sent.total)} %`;
      });
      request.addEventListener("load", () => {
        const page = new URL(request.responseURL).pathname;
        if (request.status === 200 && page.startsWith("/import/")) { follow(page); return; }
        const answer = new DOMParser().parseFromString(request.responseText, "text/html");
        say.textContent = answer.querySelector("main p")?.textContent ?? "The files were not taken.";
        upload.querySelector("button").disabled = false;
      });
      request.addEventListener("error", () => {
        say.textContent = "The files could not be sent. Is the server still there?";
        upload.querySelector("button").disabled = false;
      });
      request.open("POST", upload.action);
      request.send(new FormData(upload));
    });
  }
})();
